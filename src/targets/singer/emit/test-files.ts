import { code, NOTHING } from "../../../printing/code.ts";
import { ident, py } from "../../../printing/python.ts";
import { PLAYED_FILES } from "../../file-support.ts";
import { PLAYED_SOURCE, playedSourceFile } from "../../http-support.ts";
import { PLAYED_TABLES } from "../../table-support.ts";
import type { EmittedFile } from "../../target.ts";
import type { SingerPlan } from "../plan.ts";
import { pythonFile } from "./package-files.ts";

const TESTING = new URL("../support/testing/", import.meta.url);

const TESTS = ["conftest", "test_core", "test_reading", "test_trouble"];

interface Suite {
  /** Where the tests lie, and the name of what they play. */
  readonly folder: string;
  readonly facts: string;
  /** What plays the source, by the name of its module. */
  readonly support: readonly (readonly [name: string, file: URL])[];
}

const SUITES: Readonly<Record<SingerPlan["tests"]["kind"], Suite>> = {
  http: {
    folder: "suite",
    facts: "source",
    support: PLAYED_SOURCE.map((name) => [name, playedSourceFile(name)] as const),
  },
  tables: { folder: "tables_suite", facts: "tables", support: PLAYED_TABLES },
  files: { folder: "files_suite", facts: "files", support: PLAYED_FILES },
};

/** The tests: the same files for every tap, and what they play as its source. */
export function testFiles({ names, tests }: SingerPlan): EmittedFile[] {
  const { folder, facts, support } = SUITES[tests.kind];
  const isTables = tests.kind === "tables";
  const tap = py`
    """The tap that the tests are about."""

    from ${code(names.package)}.support import clock
    ${isTables ? code(`from ${names.package}.support.sqlite import SQLite`) : NOTHING}
    from ${code(names.package)}.tap import ${ident(names.tapClass)} as Tap

    __all__ = [${code(isTables ? '"SQLite", "Tap", "clock"' : '"Tap", "clock"')}]
  `;
  return [
    { path: "tests/__init__.py", content: '"""Tests of the tap; none needs the network."""\n' },
    pythonFile("tests/tap_under_test.py", tap.text),
    { path: `tests/${facts}.json`, content: `${JSON.stringify(tests.facts, null, 2)}\n` },
    ...TESTS.map((name) => ({ path: `tests/${name}.py`, copyOf: new URL(`${folder}/${name}.py`, TESTING) })),
    ...support.map(([name, copyOf]) => ({ path: `tests/support/${name}.py`, copyOf })),
    { path: "tests/support/tap_run.py", copyOf: new URL("tap_run.py", TESTING) },
  ];
}
