import type { Json } from "../../model/values.ts";
import type { DescribedSetting, DiscoveredStream, ReadResult, StreamRecord } from "../framework.ts";
import { at, isObject, listAt, type Message, textAt } from "./message-lines.ts";

/** What a record's line starts with. */
export const SINGER_RECORD = '\\{"type": ?"RECORD"';

/** Those that every tap of the SDK has, whatever its source. */
const BUILT_IN = /^(?:stream_maps?|stream_map_config|faker_config|flattening_\w+|batch_config)$/;

export function singerSettings(about: Message): DescribedSetting[] {
  const properties = at(about, "settings", "properties");
  const required = listAt(about, "settings", "required");
  return Object.entries(isObject(properties) ? properties : {})
    .filter(([name]) => !BUILT_IN.test(name))
    .map(([name, property]) => ({
      name,
      required: required.includes(name),
      secret: at(property, "secret") === true || at(property, "writeOnly") === true,
    }));
}

export function singerDiscovered(entry: Message): DiscoveredStream {
  const schema = at(entry, "schema");
  return {
    name: textAt(entry, "tap_stream_id"),
    schema: isObject(schema) ? schema : {},
    primaryKey: listAt(entry, "key_properties").map((name) => [String(name)]),
    incremental: textAt(entry, "replication_key") !== "",
  };
}

/** The catalog with just these streams selected, and every field of them. */
export function singerSelection(catalog: Message, streams: readonly string[]): Message {
  const entries = listAt(catalog, "streams").filter(isObject);
  return {
    ...catalog,
    streams: entries.map((entry) => {
      const chosen = streams.includes(textAt(entry, "tap_stream_id"));
      const metadata = listAt(entry, "metadata")
        .filter(isObject)
        .map((item) => ({ ...item, metadata: { ...((at(item, "metadata") ?? {}) as Message), selected: chosen } }));
      return { ...entry, metadata };
    }),
  };
}

type Output = Pick<ReadResult, "records" | "durable" | "state" | "statesAfter">;

/** A state speaks for all streams at once. */
export function singerOutput(messages: readonly Message[]): Output {
  const records: StreamRecord[] = [];
  const statesAfter: number[] = [];
  let state: Json | undefined;
  for (const message of messages) {
    const record = at(message, "record");
    if (message.type === "RECORD" && isObject(record)) records.push({ stream: textAt(message, "stream"), record });
    if (message.type === "STATE") {
      state = at(message, "value");
      statesAfter.push(records.length);
    }
  }
  return { records, durable: records.slice(0, statesAfter.at(-1) ?? 0), state, statesAfter };
}
