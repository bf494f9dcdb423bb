import { code } from "../../../printing/code.ts";
import { ident, py } from "../../../printing/python.ts";
import { PLAYED_SOURCE, playedSourceFile } from "../../http-support.ts";
import type { EmittedFile } from "../../target.ts";
import type { SingerPlan } from "../plan.ts";
import { pythonFile } from "./package-files.ts";

const TESTING = new URL("../support/testing/", import.meta.url);

const SUITE = ["conftest", "test_core", "test_reading", "test_trouble"];

/** The tests: the same files for every tap, and what they play as its source. */
export function testFiles({ names, testFacts }: SingerPlan): EmittedFile[] {
  const tap = py`
    """The tap that the tests are about."""

    from ${code(names.package)}.support import clock
    from ${code(names.package)}.tap import ${ident(names.tapClass)} as Tap

    __all__ = ["Tap", "clock"]
  `;
  return [
    { path: "tests/__init__.py", content: '"""Tests of the tap; none needs the network."""\n' },
    pythonFile("tests/tap_under_test.py", tap.text),
    { path: "tests/source.json", content: `${JSON.stringify(testFacts, null, 2)}\n` },
    ...SUITE.map((name) => ({ path: `tests/${name}.py`, copyOf: new URL(`suite/${name}.py`, TESTING) })),
    ...PLAYED_SOURCE.map((name) => ({ path: `tests/support/${name}.py`, copyOf: playedSourceFile(name) })),
    { path: "tests/support/tap_run.py", copyOf: new URL("tap_run.py", TESTING) },
  ];
}
