import type { ConnectorModel } from "./connector-model.ts";
import type { Stream } from "./stream.ts";
import { templateParts } from "./template.ts";

/**
 * The optional settings without a default that a stream can't be read without: its own and its parents', in the
 * model's order. A connector offers the stream only when all of them are given.
 */
export function neededSettings(model: ConnectorModel, stream: Stream): readonly string[] {
  const lookup = lookups.get(model) ?? {
    byName: new Map(model.streams.map((one) => [one.name, one])),
    own: new Map(),
    needed: new Map(),
  };
  lookups.set(model, lookup);
  const needed = lookup.needed.get(stream) ?? needsOf(model, stream, lookup);
  lookup.needed.set(stream, needed);
  return needed;
}

interface Lookup {
  readonly byName: ReadonlyMap<string, Stream>;
  /** Of each stream without its parents: a parent is asked for each of its children. */
  readonly own: Map<Stream, readonly string[]>;
  /** What was found already: targets ask for each stream several times. */
  readonly needed: Map<Stream, readonly string[]>;
}

const lookups = new WeakMap<ConnectorModel, Lookup>();

function needsOf(model: ConnectorModel, stream: Stream, { byName, own }: Lookup): string[] {
  const used = new Set<string>();
  const visited = new Set<Stream>();
  const visit = (one: Stream): void => {
    if (visited.has(one)) return;
    visited.add(one);
    const settings = own.get(one) ?? ownSettings(model, one);
    own.set(one, settings);
    for (const name of settings) used.add(name);
    for (const link of one.parents) {
      const parent = byName.get(link.stream);
      if (parent) visit(parent);
    }
  };
  visit(stream);
  return model.settings
    .filter(({ name, required, default: fallback }) => !required && fallback === undefined && used.has(name))
    .map(({ name }) => name);
}

function ownSettings({ settings }: ConnectorModel, { access }: Stream): string[] {
  if (access.kind !== "http") return [];
  const templates = [...access.query, ...access.headers].map(({ value }) => value);
  const named = templates.flatMap((template) => templateParts(template, settings));
  const secrets = access.auth?.[0] ? templateParts(JSON.stringify(access.auth[0]), settings) : [];
  return [
    ...access.inputs.map(({ setting }) => setting),
    ...[...named, ...secrets].flatMap((part) => (part.kind === "setting" ? [part.name] : [])),
  ];
}
