import type { ConnectorModel } from "./connector-model.ts";
import type { Stream } from "./stream.ts";
import { templateParts } from "./template.ts";

/**
 * The optional settings without a default that a stream can't be read without: its own and its parents', in the
 * model's order. A connector offers the stream only when all of them are given.
 */
export function neededSettings(model: ConnectorModel, stream: Stream): string[] {
  const used = usedBy(model, stream, new Set());
  return model.settings
    .filter(({ name, required, default: fallback }) => !required && fallback === undefined && used.has(name))
    .map(({ name }) => name);
}

function usedBy(model: ConnectorModel, stream: Stream, seen: ReadonlySet<string>): Set<string> {
  const used = new Set(ownSettings(model, stream));
  for (const link of stream.parents) {
    const parent = model.streams.find(({ name }) => name === link.stream);
    if (!parent || seen.has(parent.name)) continue;
    for (const name of usedBy(model, parent, new Set([...seen, stream.name]))) used.add(name);
  }
  return used;
}

function ownSettings({ settings }: ConnectorModel, { access }: Stream): string[] {
  if (access.kind !== "http") return [];
  const templates = [...access.query, ...access.headers].map(({ value }) => value);
  const named = templates.flatMap((template) => templateParts(template, settings));
  const secrets = templateParts(JSON.stringify(access.auth?.[0] ?? null), settings);
  return [
    ...access.inputs.map(({ setting }) => setting),
    ...[...named, ...secrets].flatMap((part) => (part.kind === "setting" ? [part.name] : [])),
  ];
}
