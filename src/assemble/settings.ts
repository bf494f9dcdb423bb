import type { Auth } from "../model/auth.ts";
import { type Setting, START_SETTING } from "../model/setting.ts";
import type { Stream } from "../model/stream.ts";

export const START: Setting = {
  name: START_SETTING,
  title: "Start date",
  description: "Records that were last changed before this point in time are not read.",
  type: "date-time",
  secret: false,
  required: true,
  examples: ["2024-01-01T00:00:00Z"],
  purpose: "start",
};

/** An input that at least this share of the selected streams needs is asked of every user. */
const COMMON = 0.5;

/**
 * All settings once: where the source lies, credentials, the start, then what streams need. Of two settings with
 * one name the first stays. An input of few streams is optional: without it a connector doesn't offer those streams.
 */
export function assembleSettings(
  common: readonly Setting[],
  streams: readonly { readonly stream: Stream; readonly settings: readonly Setting[] }[],
  start: Setting = START,
): Setting[] {
  const selected = streams.filter(({ stream }) => stream.selected);
  const incremental = selected.some(({ stream }) => stream.incremental !== undefined);
  const users = new Map<string, number>();
  for (const { settings } of selected)
    for (const name of new Set(settings.map((setting) => setting.name))) users.set(name, (users.get(name) ?? 0) + 1);
  const inputs = streams
    .flatMap(({ settings }) => settings)
    .map((setting) =>
      (users.get(setting.name) ?? 0) >= COMMON * selected.length && selected.length > 0
        ? setting
        : { ...setting, required: false },
    );
  const byName = new Map<string, Setting>();
  for (const setting of [...common, ...(incremental ? [start] : []), ...inputs]) {
    if (!byName.has(setting.name)) byName.set(setting.name, setting);
  }
  return [...byName.values()];
}

/** The settings that the templates of the built alternative name: the detector's own, else a plain secret. */
export function credentialSettings(auth: Auth | undefined, detected: readonly Setting[]): Setting[] {
  const named = [...JSON.stringify(auth ?? null).matchAll(/\{([a-z][a-z0-9_]*)\}/g)].map(([, name]) => name ?? "");
  return [...new Set(named)].map(
    (name) =>
      detected.find((setting) => setting.name === name) ?? {
        name,
        title: sentence(name),
        type: "string",
        secret: !/user_?name|client_id|email/.test(name),
        required: true,
        purpose: "credential",
      },
  );
}

function sentence(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
