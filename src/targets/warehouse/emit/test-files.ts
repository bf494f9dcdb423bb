import { ident, lit, py } from "../../../printing/python.ts";
import { PLAYED_SOURCE, playedSourceFile } from "../../http-support.ts";
import type { EmittedFile } from "../../target.ts";
import type { WarehousePlan } from "../plan.ts";
import { pythonFile } from "./package-files.ts";

const TESTING = new URL("../support/testing/", import.meta.url);

const SUITE = ["conftest", "test_loading", "test_trouble"];

/** The tests: the same files for every pipeline, and what they play as its source. */
export function testFiles({ names, settings, testFacts }: WarehousePlan): EmittedFile[] {
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

    NAME = ${lit(names.pipeline)}
    #: What settings are called in dlt's configuration.
    PARAMETERS = ${lit(parameters)}
    make = module.${source}

    __all__ = ["NAME", "PARAMETERS", "SECRETS", "Command", "Exit", "Shape", "clock", "columns", "make", "module"]
  `;
  return [
    { path: "tests/__init__.py", content: '"""Tests of the pipeline; none needs the network."""\n' },
    pythonFile("tests/pipeline_under_test.py", tested.text),
    { path: "tests/source.json", content: `${JSON.stringify(testFacts, null, 2)}\n` },
    ...SUITE.map((name) => ({ path: `tests/${name}.py`, copyOf: new URL(`suite/${name}.py`, TESTING) })),
    ...PLAYED_SOURCE.map((name) => ({ path: `tests/support/${name}.py`, copyOf: playedSourceFile(name) })),
    { path: "tests/support/pipeline_run.py", copyOf: new URL("pipeline_run.py", TESTING) },
  ];
}
