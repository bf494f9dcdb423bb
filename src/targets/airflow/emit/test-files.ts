import { ident, lit, py } from "../../../printing/python.ts";
import { PLAYED_SOURCE, playedSourceFile } from "../../http-support.ts";
import { pythonFile } from "../../reader-files.ts";
import type { EmittedFile } from "../../target.ts";
import type { AirflowPlan } from "../plan.ts";

const TESTING = new URL("../support/testing/", import.meta.url);

const SUITE = ["conftest", "test_provider", "test_reading", "test_trouble"];

/** The tests: the same files for every provider, and what they play as its source. */
export function testFiles({ names, testFacts }: AirflowPlan): EmittedFile[] {
  const { package: folder, plain } = names;
  const tested = py`
    """The provider that the tests are about."""

    from ${ident(folder)}.get_provider_info import FIELDS, get_provider_info
    from ${ident(folder)}.hooks.${ident(plain)} import ${ident(names.hook)} as Hook
    from ${ident(folder)}.operators.${ident(plain)} import ${ident(names.operator)} as Operator
    from ${ident(folder)}.support import clock

    DAG = ${lit(`${folder}.example_dags.${plain}_to_object_storage`)}

    __all__ = ["DAG", "FIELDS", "Hook", "Operator", "clock", "get_provider_info"]
  `;
  return [
    { path: "tests/__init__.py", content: '"""Tests of the provider; none needs the network."""\n' },
    pythonFile("tests/provider_under_test.py", tested.text),
    { path: "tests/source.json", content: `${JSON.stringify(testFacts, null, 2)}\n` },
    ...SUITE.map((name) => ({ path: `tests/${name}.py`, copyOf: new URL(`suite/${name}.py`, TESTING) })),
    ...PLAYED_SOURCE.map((name) => ({ path: `tests/support/${name}.py`, copyOf: playedSourceFile(name) })),
  ];
}
