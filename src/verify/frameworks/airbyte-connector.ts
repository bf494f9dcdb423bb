import { join } from "node:path";
import { harnessScript } from "../job-runner.ts";

/** How a connector for Airbyte is started; what it is told and what it answers is the same for all. */
export interface AirbyteConnector {
  readonly folder: string;
  /** Modules that every run needs. */
  readonly preload: readonly string[];
  /** A module of the harness that does once what all runs have in common. */
  readonly warm: { readonly module: string; readonly argument: string };
  readonly script: string;
  /** Arguments before the command. */
  readonly argv: readonly string[];
  /** Folders in which modules are looked for first. */
  readonly path: readonly string[];
  /** The harness's script that runs the CDK's standard tests. */
  readonly standardTests: string;
}

const PRELOAD = [
  "airbyte_cdk.entrypoint",
  "airbyte_cdk.test.standard_tests.pytest_hooks",
  "airbyte_cdk.test.mock_http",
  "pytest",
];

/** A manifest-only connector: `manifest.yaml` in the folder. */
export function ofManifest(folder: string): AirbyteConnector {
  return {
    folder,
    preload: [
      ...PRELOAD,
      "airbyte_cdk.sources.declarative.concurrent_declarative_source",
      "airbyte_cdk.test.standard_tests.declarative_sources",
    ],
    warm: { module: "sourcewright_harness.airbyte_source", argument: folder },
    script: harnessScript("airbyte_source.py"),
    argv: [folder],
    path: [],
    standardTests: "airbyte_standard_tests.py",
  };
}

/** A connector in Python: `main.py` in the folder, beside the package. */
export function ofPython(folder: string): AirbyteConnector {
  return {
    folder,
    preload: [...PRELOAD, "airbyte_cdk.sources.abstract_source", "airbyte_cdk.test.standard_tests.source_base"],
    warm: { module: "sourcewright_harness.airbyte_python_source", argument: folder },
    script: join(folder, "main.py"),
    argv: [],
    path: [folder],
    standardTests: "airbyte_python_standard_tests.py",
  };
}
