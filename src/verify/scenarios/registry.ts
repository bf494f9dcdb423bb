import type { ConnectorModel } from "../../model/connector-model.ts";
import { malformedPage, repeatedCursor } from "./broken-pages.ts";
import { accepted, type LintFiles, lint, ownTests, settings } from "./described.ts";
import { brokenFile, newFiles, onlyWithServers } from "./files.ts";
import { fullRead } from "./full-read.ts";
import { incremental } from "./incremental.ts";
import { passingTroubles } from "./passing-troubles.ts";
import { resume } from "./resume.ts";
import type { Scenario } from "./scenario.ts";
import { brokenConnection, onlyOverHttp } from "./tables.ts";
import { emptyStream, extraField, forbiddenStream } from "./unlike-streams.ts";
import { wrongCredential } from "./wrong-credential.ts";

/** Everything that a connector is tried on, in the order of the report. */
export function scenarios(source: ConnectorModel["source"], lintFiles: LintFiles | undefined): readonly Scenario[] {
  if (source.kind === "database") return ofTables(lintFiles);
  if (source.kind === "file") return ofFiles(lintFiles);
  return [
    accepted,
    lint(lintFiles),
    ownTests,
    settings,
    fullRead,
    incremental,
    resume,
    ...passingTroubles,
    malformedPage,
    repeatedCursor,
    forbiddenStream,
    emptyStream,
    extraField,
    wrongCredential,
  ];
}

function ofTables(lintFiles: LintFiles | undefined): readonly Scenario[] {
  return [
    accepted,
    lint(lintFiles),
    ownTests,
    settings,
    fullRead,
    incremental,
    resume,
    brokenConnection,
    forbiddenStream,
    emptyStream,
    extraField,
    wrongCredential,
    onlyOverHttp,
  ];
}

function ofFiles(lintFiles: LintFiles | undefined): readonly Scenario[] {
  return [
    accepted,
    lint(lintFiles),
    ownTests,
    settings,
    fullRead,
    newFiles,
    resume,
    brokenFile,
    forbiddenStream,
    emptyStream,
    extraField,
    onlyWithServers,
  ];
}
