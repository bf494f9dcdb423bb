import { ident, py } from "../../../printing/python.ts";
import { PLAYED_SOURCE, playedSourceFile } from "../../http-support.ts";
import type { EmittedFile } from "../../target.ts";
import type { AirbytePythonPlan } from "../plan.ts";
import { pythonFile } from "./package-files.ts";

const TESTING = new URL("../support/testing/", import.meta.url);

const SUITE = ["conftest", "test_core", "test_reading", "test_trouble"];

/** The tests: the same files for every source; `source.json` tells what they play as the API. */
export function testFiles({ names }: AirbytePythonPlan): EmittedFile[] {
  const source = py`
    """The source that the tests are about."""

    from ${ident(names.package)}.source import ${ident(names.sourceClass)} as Source
    from ${ident(names.package)}.support import clock

    __all__ = ["Source", "clock"]
  `;
  return [
    { path: "unit_tests/__init__.py", content: '"""Tests of the source; none needs the network."""\n' },
    pythonFile("unit_tests/source_under_test.py", source),
    ...SUITE.map((name) => ({ path: `unit_tests/${name}.py`, copyOf: new URL(`suite/${name}.py`, TESTING) })),
    ...PLAYED_SOURCE.map((name) => ({ path: `unit_tests/support/${name}.py`, copyOf: playedSourceFile(name) })),
    { path: "unit_tests/support/source_run.py", copyOf: new URL("source_run.py", TESTING) },
  ];
}
