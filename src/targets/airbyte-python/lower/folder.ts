import type { ConnectorModel } from "../../../model/connector-model.ts";
import type { HttpAccess, HttpSource } from "../../../model/http.ts";
import { neededSettings } from "../../../model/needed-settings.ts";
import type { Stream } from "../../../model/stream.ts";
import type { Json } from "../../../model/values.ts";
import { type AcceptedStream, acceptanceConfig, integrationTests } from "../../airbyte-acceptance.ts";
import { icon } from "../../airbyte-icon.ts";
import { connectorNames, metadata } from "../../airbyte-metadata.ts";
import { connectionSpecification } from "../../airbyte-spec.ts";
import type { BreakingChange } from "../../target.ts";
import { testFacts } from "../../test-facts.ts";
import type { AirbytePythonPlan, SourceNames } from "../plan.ts";
import { agentsText, docsPage, type Told } from "./documents.ts";
import { readmeText } from "./readme.ts";

type HttpStream = Stream & { readonly access: HttpAccess };

interface Folder {
  readonly model: ConnectorModel;
  readonly source: HttpSource;
  readonly names: SourceNames;
  readonly version: string;
  /** The streams as the source gives their records, for those who play it. */
  readonly modelled: readonly HttpStream[];
  /** The streams as they are read. */
  readonly built: readonly HttpStream[];
  readonly breakingChanges: readonly BreakingChange[];
}

/** The image in which Airbyte runs its Python sources. */
const BASE_IMAGE = "docker.io/airbyte/python-connector-base:4.1.0";

/** Everything beside the code. */
export function folderFiles(folder: Folder): Pick<AirbytePythonPlan, "yaml" | "json" | "text"> {
  const { model, source, names, version, breakingChanges, modelled, built } = folder;
  const told: Told = { model, source, names, version, streams: built };
  const accepted = built.map((stream): AcceptedStream => ({ stream, isIncremental: stream.incremental !== undefined }));
  const always = accepted.filter(({ stream }) => neededSettings(model, stream).length === 0);
  const open = always.length === 0 ? accepted : always;
  const facts = testFacts(model, source, modelled);
  const described = {
    model,
    source,
    accesses: built.map(({ access }) => access),
    suggested: open.map(({ stream }) => stream.name),
    version,
    breakingChanges,
    baseImage: BASE_IMAGE,
    tags: ["cdk:python", "language:python"],
    license: "Apache-2.0",
  };
  const tests = integrationTests(accepted, open, invalidConfig(model, facts));
  return {
    yaml: [
      { path: "metadata.yaml", value: metadata(described) },
      {
        path: "acceptance-test-config.yml",
        value: acceptanceConfig(model.name, `${names.package}/spec.json`, accepted.some(isIncremental)),
      },
    ],
    json: [
      { path: `${names.package}/spec.json`, value: spec(model) },
      { path: "unit_tests/source.json", value: facts },
      ...Object.entries(tests).map(([name, value]) => ({ path: `integration_tests/${name}`, value })),
    ],
    text: [
      { path: "README.md", content: readmeText(told) },
      { path: "AGENTS.md", content: agentsText(told) },
      { path: `docs/${connectorNames(model.name).kebab}.md`, content: docsPage(told) },
      { path: "icon.svg", content: icon(model.title) },
      { path: ".gitignore", content: GITIGNORE },
    ],
  };
}

const isIncremental = (stream: AcceptedStream): boolean => stream.isIncremental;

function spec(model: ConnectorModel): Json {
  const connection = connectionSpecification(model) as Json;
  return model.documentation === undefined
    ? { connectionSpecification: connection }
    : { documentationUrl: model.documentation, connectionSpecification: connection };
}

/** The configuration of the tests, with no secret in it that is right. */
function invalidConfig({ settings }: ConnectorModel, facts: Json): Readonly<Record<string, Json>> {
  const { config } = facts as { readonly config: Readonly<Record<string, Json>> };
  const secrets = new Set(settings.filter(({ secret }) => secret).map(({ name }) => name));
  return Object.fromEntries(
    Object.entries(config).map(([name, value]) => [name, secrets.has(name) ? "invalid" : value]),
  );
}

const GITIGNORE = `# Secrets
secrets/

# Python
__pycache__/
*.egg-info/
.venv/
dist/
.pytest_cache/
.ruff_cache/
.mypy_cache/
`;
