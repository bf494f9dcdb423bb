import type { ConnectorModel } from "../../../model/connector-model.ts";
import type { HttpAccess, HttpSource } from "../../../model/http.ts";
import type { SchemaNames } from "../../../model/schema-names.ts";
import type { Setting } from "../../../model/setting.ts";
import { atTop, type Stream } from "../../../model/stream.ts";
import type { Loss } from "../../target.ts";

export type HttpStream = Stream & { readonly access: HttpAccess };

/** What every step of lowering may look at, and where it tells what it had to give up. */
export interface Scope {
  readonly model: ConnectorModel;
  readonly source: HttpSource;
  readonly settings: readonly Setting[];
  /** Those that are read, and the parents that they need; parents first. Their keys and cursors are at the top. */
  readonly streams: readonly HttpStream[];
  /** Of schemas that are written once. */
  readonly schemaNames: SchemaNames;
  stream(name: string): HttpStream | undefined;
  lose(loss: Loss): void;
}

export function createScope(model: ConnectorModel, schemaNames: SchemaNames, losses: Loss[]): Scope {
  const { source } = model;
  if (source.kind !== "http") throw new Error(`airbyte-yaml has no use for a ${source.kind} source`);
  const needed = withParents(model);
  const streams = model.streams
    .filter((stream): stream is HttpStream => isHttp(stream) && needed.has(stream.name))
    .map(atTop);
  const byName = new Map(streams.map((stream) => [stream.name, stream]));
  return {
    model,
    source,
    settings: model.settings,
    streams,
    schemaNames,
    stream: (name) => byName.get(name),
    lose: (loss) => losses.push(loss),
  };
}

function withParents(model: ConnectorModel): ReadonlySet<string> {
  const byName = new Map(model.streams.map((stream) => [stream.name, stream]));
  const needed = new Set<string>();
  const visit = (stream: Stream | undefined) => {
    if (!stream || needed.has(stream.name)) return;
    needed.add(stream.name);
    for (const link of stream.parents) visit(byName.get(link.stream));
  };
  for (const stream of model.streams) if (stream.selected) visit(stream);
  return needed;
}

const isHttp = (stream: Stream): stream is HttpStream => stream.access.kind === "http";

/** A pure function of a stream that keeps what it made for as long as the streams that are built together are kept. */
export function perStream<Made>(
  make: (stream: HttpStream, scope: Scope) => Made,
): (stream: HttpStream, scope: Scope) => Made {
  const known = new WeakMap<Scope["streams"], Map<HttpStream, Made>>();
  return (stream, scope) => {
    const held = known.get(scope.streams) ?? new Map<HttpStream, Made>();
    known.set(scope.streams, held);
    const made = held.get(stream) ?? make(stream, scope);
    held.set(stream, made);
    return made;
  };
}
