import { type Code, code, commaSeparated, lines } from "../../../printing/code.ts";
import { comment, docstring, ident, lit, py, tuple } from "../../../printing/python.ts";
import { formatPython } from "../../../printing/ruff.ts";
import type { EmittedFile } from "../../target.ts";
import type { AuthPlan, SettingPlan, StreamPlan, WarehousePlan } from "../plan.ts";
import { SUPPORT_NAMES } from "../support-modules.ts";

export function pythonFile(path: string, source: string): EmittedFile {
  return { path, content: formatPython(path, source) };
}

/** The package: dlt's source, its settings, the table of streams, and the columns. */
export function packageFiles(plan: WarehousePlan): EmittedFile[] {
  const { source } = plan.names;
  return [
    initFile(plan),
    sourceFile(plan),
    streamsFile(plan),
    ...authFile(plan),
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

function streamsFile({ names, title, streams, constants, source }: WarehousePlan): EmittedFile {
  const used = [source, ...constants.map(({ value }) => value), ...streams.map(({ value }) => value)];
  const body = lines(streams.map(entry));
  const text = py`
    ${docstring(`The streams of ${title}, and what all of them share.`, undefined, 0)}

    ${code(body.text.includes("timedelta(") ? "from datetime import timedelta" : "")}

    ${lines(authImport(source, streams))}
    ${lines(supportImports(used.flatMap((value) => value.names)))}

    ${lines(constants.map(({ name, value }) => py`${ident(name)} = ${value.code}`))}

    STREAMS = (
        ${body}
    )

    SOURCE = ${source.code}
  `;
  return pythonFile(`${names.source}/streams.py`, text.text);
}

const entry = ({ comments, value }: StreamPlan): Code =>
  lines([...comments.map((text) => comment(text, 4)), code(`${value.code.text},`)]);

function authImport(source: { readonly code: Code }, streams: readonly StreamPlan[]): Code[] {
  const own = streams.flatMap(({ auths }) => auths);
  const names = [
    ...new Set([...(source.code.text.includes("auth=credentials,") ? ["credentials"] : []), ...own]),
  ].sort();
  return names.length === 0 ? [] : [code(`from .auth import ${names.join(", ")}`)];
}

/** `auth.py`, where somebody has to say who asks. */
function authFile({ names, auths, title }: WarehousePlan): EmittedFile[] {
  if (auths.length === 0) return [];
  const text = py`
    ${docstring(`How the pipeline proves who it is to ${title}.`, undefined, 0)}

    from __future__ import annotations

    import typing as t

    ${lines(supportImports(auths.flatMap(({ value }) => value.names)))}

    if t.TYPE_CHECKING:
        from collections.abc import Mapping

        from .support.authenticate import Auth


    ${lines(auths.map(authFunction), 2)}
  `;
  return [pythonFile(`${names.source}/auth.py`, text.text)];
}

function authFunction({ name, doc, value }: AuthPlan): Code {
  return py`
    def ${ident(name)}(settings: Mapping[str, t.Any]) -> Auth:
        ${docstring(doc)}
        return ${value.code}
  `;
}

function supportImports(names: readonly string[]): Code[] {
  const known = SUPPORT_NAMES as Readonly<Record<string, string>>;
  const used = [...new Set(names)].filter((name) => name in known).sort();
  const modules = [...new Set(used.map((name) => known[name] ?? ""))].sort();
  return modules.map((module) => {
    const own = used.filter((name) => known[name] === module);
    return code(`from .support.${module} import ${commaSeparated(own.map(ident)).text}`);
  });
}
