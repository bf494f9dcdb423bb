import { type Code, code, lines } from "../../../printing/code.ts";
import { comment, docstring, ident, lit, py, tuple } from "../../../printing/python.ts";
import { pythonFile, readerFiles } from "../../reader-files.ts";
import type { EmittedFile } from "../../target.ts";
import type { SettingPlan, WarehousePlan } from "../plan.ts";
import { SUPPORT_NAMES } from "../support-modules.ts";

/** The package: dlt's source, its settings, the table of streams, and the columns. */
export function packageFiles(plan: WarehousePlan): EmittedFile[] {
  const { source } = plan.names;
  return [
    initFile(plan),
    sourceFile(plan),
    ...readerFiles({ package: source, title: plan.title, who: "the pipeline", plan, modules: SUPPORT_NAMES }),
    pythonFile(`${source}/columns/__init__.py`, COLUMNS),
    ...plan.columns.map(({ stream, columns }) => ({
      path: `${source}/columns/${stream}.json`,
      content: `${JSON.stringify(columns, null, 2)}\n`,
    })),
  ];
}

const COLUMNS = `"""The columns of the streams' tables, as dlt has hints for them."""

import json
import typing as t
from importlib.resources import files


def columns(stream: str) -> dict[str, dict[str, t.Any]]:
    """The columns of a stream, by field."""
    text = files(__name__).joinpath(f"{stream}.json").read_text(encoding="utf-8")
    held: dict[str, dict[str, t.Any]] = json.loads(text)
    return held
`;

function initFile({ names, summary }: WarehousePlan): EmittedFile {
  const source = ident(names.source);
  const text = py`
    ${docstring(`${summary}.`, undefined, 0)}

    from .source import SECRETS, ${source}
    from .streams import SOURCE

    __all__ = ["SECRETS", "SOURCE", ${lit(names.source)}]
  `;
  return pythonFile(`${names.source}/__init__.py`, text.text);
}

function sourceFile({ names, settings, title, resources }: WarehousePlan): EmittedFile {
  const secrets = settings.filter(({ secret }) => secret);
  const text = py`
    ${docstring(`dlt's source for ${title}.`, undefined, 0)}

    import typing as t

    import dlt
    ${code(secrets.length > 0 ? "from dlt.common.typing import TSecretStrValue" : "")}

    from .columns import columns
    from .streams import SOURCE
    from .support.reading import Reading
    from .support.${ident(resources)} import resources

    #: Settings whose values never get into a log.
    SECRETS = ${tuple(secrets.map(({ name }) => name))}


    @dlt.source(name=${lit(names.pipeline)}, section=${lit(names.pipeline)}, max_table_nesting=0)
    def ${ident(names.source)}(
        ${lines([...required(settings), ...optional(settings)].map(parameter))}
        _reading: Reading | None = None,
    ) -> t.Any:
        ${docstring(`The streams of ${title}; dlt fills the settings in from its configuration.`)}
        settings = {
            ${lines(settings.map(({ name, parameter }) => py`${lit(name)}: ${ident(parameter)},`))}
        }
        return resources(SOURCE, settings, columns, _reading)
  `;
  return pythonFile(`${names.source}/source.py`, text.text);
}

const required = (settings: readonly SettingPlan[]) =>
  settings.filter(({ fallback }) => fallback.text.startsWith("dlt."));
const optional = (settings: readonly SettingPlan[]) =>
  settings.filter(({ fallback }) => !fallback.text.startsWith("dlt."));

const parameter = ({ parameter, type, fallback, doc }: SettingPlan): Code =>
  lines([comment(doc, 4), py`${ident(parameter)}: ${type} = ${fallback},`]);
