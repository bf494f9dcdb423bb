import type { FileSource } from "../../../../model/file.ts";
import type { Setting } from "../../../../model/setting.ts";
import type { Json } from "../../../../model/values.ts";
import type { FileSet } from "./file-set.ts";

/** What the tests make files of: `tests/files.json`. */
export function fileFacts(
  streams: readonly FileSet[],
  { settings, source }: { readonly settings: readonly Setting[]; readonly source: FileSource },
): Json {
  const given = settings.filter(({ required }) => required);
  // What is undefined isn't printed.
  return {
    settings: Object.fromEntries(given.map(({ name, secret, type }) => [name, playedValue(name, secret, type)])),
    secrets: settings.filter(({ secret }) => secret).map(({ name }) => name),
    arrival: source.arrival,
    streams: streams.map(({ name, access, primaryKey }) => ({
      stream: name,
      key: primaryKey.map((path) => path.join(".")),
      ...access,
    })),
  } as unknown as Json;
}

function playedValue(name: string, secret: boolean, type: Setting["type"]): Json {
  if (type === "integer" || type === "number") return 22;
  if (type === "boolean") return true;
  if (type === "date" || type === "date-time") return "2024-01-01T00:00:00Z".slice(0, type === "date" ? 10 : undefined);
  return secret ? `played-${name}` : `played-${name.replaceAll("_", "-")}`;
}
