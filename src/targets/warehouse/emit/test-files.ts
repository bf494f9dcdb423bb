import { code } from "../../../printing/code.ts";
import { ident, lit, py } from "../../../printing/python.ts";
import { PLAYED_SOURCE, playedSourceFile } from "../../http-support.ts";
import { pythonFile } from "../../reader-files.ts";
import { PLAYED_TABLES } from "../../table-support.ts";
import type { EmittedFile } from "../../target.ts";
import type { WarehousePlan } from "../plan.ts";

const TESTING = new URL("../support/testing/", import.meta.url);

/** A suite's folder, the file with its facts, its own modules, and what they need beside them. */
const SUITES = {
  http: {
    folder: "suite",
    facts: "source",
    modules: ["conftest", "test_loading", "test_trouble"],
    support: PLAYED_SOURCE.map((name) => [name, playedSourceFile(name)] as const),
  },
  tables: {
    folder: "tables_suite",
    facts: "tables",
    modules: ["conftest", "test_loading", "test_trouble"],
    support: PLAYED_TABLES,
  },
};

/** The tests: the same files for every pipeline, and what they play as its source. */
export function testFiles({ names, settings, tests }: WarehousePlan): EmittedFile[] {
  const { folder, facts, modules, support } = SUITES[tests.kind];
  const isTables = tests.kind === "tables";
  const source = ident(names.source);
  const parameters = Object.fromEntries(settings.map(({ name, parameter }) => [name, parameter]));
  const tested = py`
    """The pipeline that the tests are about."""

    from ${source} import SECRETS
    from ${source} import source as module
    from ${source}.columns import columns
    from ${source}.support import clock
    from ${source}.support.columns import Shape
    from ${source}.support.command import Command, Exit
    ${isTables ? py`from ${source}.support.sqlite import SQLite` : code("")}

    NAME = ${lit(names.pipeline)}
    #: What settings are called in dlt's configuration.
    PARAMETERS = ${lit(parameters)}
    make = module.${source}

    __all__ = ["NAME", "PARAMETERS", "SECRETS", "Command", "Exit", ${code(isTables ? '"SQLite", ' : "")}"Shape", "clock", "columns", "make", "module"]
  `;
  return [
    { path: "tests/__init__.py", content: '"""Tests of the pipeline; none needs the network."""\n' },
    pythonFile("tests/pipeline_under_test.py", tested.text),
    { path: `tests/${facts}.json`, content: `${JSON.stringify(tests.facts, null, 2)}\n` },
    ...modules.map((name) => ({ path: `tests/${name}.py`, copyOf: new URL(`${folder}/${name}.py`, TESTING) })),
    ...support.map(([name, copyOf]) => ({ path: `tests/support/${name}.py`, copyOf })),
    { path: "tests/support/pipeline_run.py", copyOf: new URL("pipeline_run.py", TESTING) },
  ];
}
