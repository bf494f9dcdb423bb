import type { ConnectorModel } from "./connector-model.ts";
import { templateParts } from "./template.ts";

/** The model without the settings that only streams which aren't built would need: nobody should be asked for them. */
export function withUsedSettings(model: ConnectorModel): ConnectorModel {
  const built = model.streams.filter(({ selected }) => selected);
  const { settings, source } = model;
  // Paths name parameters, and what is told of webhooks and errors is text: neither is a template of settings.
  const where = source.kind === "http" ? [source.baseUrl, source.auth, source.headers] : source;
  const texts = [where, ...built.map(({ access }) => ({ ...access, path: "", errors: [] }))].map((part) =>
    JSON.stringify(part),
  );
  const parts = texts.flatMap((text) => templateParts(text, settings));
  const inputs = built.flatMap(({ access }) => ("inputs" in access ? access.inputs : []));
  const used = new Set([
    ...parts.flatMap((part) => (part.kind === "setting" ? [part.name] : [])),
    ...inputs.map(({ setting }) => setting),
  ]);
  const isIncremental = built.some(({ incremental }) => incremental);
  const kept = settings.filter(({ name, purpose }) => {
    if (purpose === "input") return used.has(name);
    return purpose === "start" ? isIncremental || used.has(name) : true;
  });
  return kept.length === settings.length ? model : { ...model, settings: kept };
}
