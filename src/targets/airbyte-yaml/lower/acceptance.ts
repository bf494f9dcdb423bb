import type { Json } from "../../../model/values.ts";
import type { YamlMap } from "../../../printing/yaml.ts";
import { cursorText } from "./conversations/cursor-text.ts";
import type { SampleConfig } from "./conversations/sample-config.ts";
import { type BuiltStream, unconditional } from "./manifest.ts";
import { connectorNames } from "./metadata.ts";

/** What Airbyte's acceptance tests do once somebody has credentials. */
export function acceptanceConfig(name: string, streams: readonly BuiltStream[]): YamlMap {
  const { image } = connectorNames(name);
  const config = { config_path: "secrets/config.json" };
  const catalog = { configured_catalog_path: "integration_tests/configured_catalog.json" };
  return {
    connector_image: `${image}:dev`,
    acceptance_tests: {
      spec: { tests: [{ spec_path: "manifest.yaml" }] },
      connection: {
        tests: [
          { ...config, status: "succeed" },
          { config_path: "integration_tests/invalid_config.json", status: "failed" },
        ],
      },
      discovery: { tests: [{ ...config }] },
      basic_read: { tests: [{ ...config, ...catalog }] },
      incremental: streams.some(({ isIncremental }) => isIncremental)
        ? {
            tests: [
              { ...config, ...catalog, future_state: { future_state_path: "integration_tests/abnormal_state.json" } },
            ],
          }
        : { bypass_reason: "no stream has a cursor" },
      full_refresh: { tests: [{ ...config, ...catalog }] },
    },
  };
}

/** The files under `integration_tests/`, by name. */
export function integrationTests(
  streams: readonly BuiltStream[],
  config: SampleConfig,
): Readonly<Record<string, Json>> {
  const withCursor = streams.filter(({ isIncremental, stream }) => isIncremental && stream.parents.length === 0);
  return {
    "configured_catalog.json": { streams: unconditional(streams).map(configured) },
    "invalid_config.json": Object.fromEntries(
      Object.entries(config).map(([name, value]) => [
        name,
        typeof value === "string" && value.startsWith("test-") ? "invalid" : value,
      ]),
    ),
    "sample_state.json": withCursor.map((built) => stateOf(built, SAMPLE)),
    "abnormal_state.json": withCursor.map((built) => stateOf(built, FUTURE)),
  };
}

function configured({ stream, isIncremental }: BuiltStream): Json {
  return {
    stream: {
      name: stream.name,
      json_schema: {},
      supported_sync_modes: isIncremental ? ["full_refresh", "incremental"] : ["full_refresh"],
    },
    sync_mode: isIncremental ? "incremental" : "full_refresh",
    destination_sync_mode: isIncremental ? "append" : "overwrite",
  };
}

const SAMPLE = "2024-05-01T00:00:00Z";
/** No source has anything that is newer. */
const FUTURE = "2999-12-31T00:00:00Z";

function stateOf({ stream }: BuiltStream, time: string): Json {
  const { incremental } = stream;
  const format = incremental?.request?.format ?? incremental?.format ?? { kind: "date-time" };
  const value =
    format.kind === "integer" ? (time === FUTURE ? 9_000_000_000_000 : 1000) : cursorText(format, Date.parse(time));
  return {
    type: "STREAM",
    stream: {
      stream_descriptor: { name: stream.name },
      stream_state: { [incremental?.cursorField.join(".") ?? ""]: value },
    },
  };
}
