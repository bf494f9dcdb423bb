import type { Json } from "../../model/values.ts";
import type { DescribedSetting, DiscoveredStream, ReadResult, StreamRecord } from "../framework.ts";
import { at, isObject, listAt, type Message, textAt } from "./message-lines.ts";

const ofType = (messages: readonly Message[], type: string) => messages.filter((message) => message.type === type);

/** What a record's line starts with. */
export const AIRBYTE_RECORD = '\\{"type": ?"RECORD"';

export function airbyteSettings(messages: readonly Message[]): DescribedSetting[] {
  const specification = at(ofType(messages, "SPEC")[0], "spec", "connectionSpecification");
  const required = listAt(specification, "required");
  const properties = at(specification, "properties");
  return Object.entries(isObject(properties) ? properties : {}).map(([name, property]) => ({
    name,
    required: required.includes(name),
    secret: at(property, "airbyte_secret") === true,
  }));
}

/** The streams of the catalog as they are, to be configured for a read. */
export function airbyteStreams(messages: readonly Message[]): Message[] {
  return listAt(ofType(messages, "CATALOG")[0], "catalog", "streams").filter(isObject);
}

export function airbyteDiscovered(stream: Message): DiscoveredStream {
  const schema = at(stream, "json_schema");
  return {
    name: textAt(stream, "name"),
    schema: isObject(schema) ? schema : {},
    primaryKey: listAt(stream, "source_defined_primary_key").map((path) =>
      Array.isArray(path) ? path.map(String) : [],
    ),
    incremental: listAt(stream, "supported_sync_modes").includes("incremental"),
  };
}

export function airbyteConnected(messages: readonly Message[]): boolean {
  return textAt(ofType(messages, "CONNECTION_STATUS")[0], "connectionStatus", "status") === "SUCCEEDED";
}

/** Trace errors, failed checks, and logs at the level of an error. */
export function airbyteErrors(messages: readonly Message[]): string[] {
  return messages.flatMap((message) => {
    const level = textAt(message, "log", "level");
    const texts = [
      textAt(message, "trace", "error", "message"),
      textAt(message, "connectionStatus", "message"),
      level === "ERROR" || level === "FATAL" ? textAt(message, "log", "message") : "",
    ];
    return texts.filter((text) => text !== "");
  });
}

type Output = Pick<ReadResult, "records" | "durable" | "state" | "statesAfter">;

/** Each stream has a state of its own; the next read is handed the last one of each. */
export function airbyteOutput(messages: readonly Message[]): Output {
  const records: StreamRecord[] = [];
  const states = new Map<string, Json>();
  const durableUpTo = new Map<string, number>();
  const statesAfter: number[] = [];
  for (const message of messages) {
    const data = at(message, "record", "data");
    if (message.type === "RECORD" && isObject(data)) {
      records.push({ stream: textAt(message, "record", "stream"), record: data });
    }
    if (message.type === "STATE") {
      const name = textAt(message, "state", "stream", "stream_descriptor", "name");
      const { type, stream } = (at(message, "state") ?? {}) as Message;
      states.set(name, { type: type ?? "STREAM", stream: stream ?? null });
      durableUpTo.set(name, records.length);
      statesAfter.push(records.length);
    }
  }
  return {
    records,
    durable: records.filter(({ stream }, index) => index < (durableUpTo.get(stream) ?? 0)),
    state: states.size === 0 ? undefined : [...states.values()],
    statesAfter,
  };
}
