import type { Stream } from "../model/stream.ts";
import type { Json } from "../model/values.ts";
import type { YamlMap } from "../printing/yaml.ts";
import { connectorNames } from "./airbyte-metadata.ts";
import { cursorText } from "./cursor-text.ts";

export interface AcceptedStream {
  readonly stream: Stream;
  readonly isIncremental: boolean;
}

/** What Airbyte's acceptance tests do once somebody has credentials. */
export function acceptanceConfig(name: string, specPath: string, isIncremental: boolean): YamlMap {
  const { image } = connectorNames(name);
  const config = { config_path: "secrets/config.json" };
  const catalog = { configured_catalog_path: "integration_tests/configured_catalog.json" };
  return {
    connector_image: `${image}:dev`,
    acceptance_tests: {
      spec: { tests: [{ spec_path: specPath }] },
      connection: {
        tests: [
          { ...config, status: "succeed" },
          { config_path: "integration_tests/invalid_config.json", status: "failed" },
        ],
      },
      discovery: { tests: [{ ...config }] },
      basic_read: { tests: [{ ...config, ...catalog }] },
      incremental: isIncremental
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

/** The files under `integration_tests/`, by name; `open` are the streams that every configuration opens. */
export function integrationTests(
  streams: readonly AcceptedStream[],
  open: readonly AcceptedStream[],
  invalidConfig: Readonly<Record<string, Json>>,
): Readonly<Record<string, Json>> {
  const withCursor = streams.filter(({ isIncremental, stream }) => isIncremental && stream.parents.length === 0);
  return {
    "configured_catalog.json": { streams: open.map(configured) },
    "invalid_config.json": invalidConfig,
    "sample_state.json": withCursor.map((built) => stateOf(built, SAMPLE)),
    "abnormal_state.json": withCursor.map((built) => stateOf(built, FUTURE)),
  };
}

function configured({ stream, isIncremental }: AcceptedStream): Json {
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

function stateOf({ stream }: AcceptedStream, time: string): Json {
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
