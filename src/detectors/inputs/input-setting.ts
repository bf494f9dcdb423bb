import type { ParameterFact } from "../../evidence/http-facts.ts";
import { type Setting, START_SETTING } from "../../model/setting.ts";
import type { Json, JsonType } from "../../model/values.ts";
import { words } from "../streams/words.ts";

const TYPES: Readonly<Partial<Record<JsonType, Setting["type"]>>> = {
  integer: "integer",
  number: "number",
  boolean: "boolean",
};
const LONGEST = 300;
/** What is called so is masked, whatever it turns out to be. */
const SECRET = /(^|_)(token|secret|password|passwd|apikey|api_key|secret_key|private_key|access_key|credentials?)$/;

/** The setting from which a parameter is filled. Its name is the parameter's own, so that one setting serves all streams. */
export function inputSetting(
  fact: ParameterFact,
  before: readonly string[],
  taken: ReadonlySet<string> = new Set(),
): Setting {
  const parts = nameWords(fact.name, before);
  const name = safeName(parts.join("_"), taken);
  const { schema } = fact;
  const description = plainText(fact.description ?? schema.description ?? "");
  const values = (schema.enum ?? []).filter((value) => typeof value === "string");
  const value = schema.default;
  const examples = [...fact.examples, ...schema.examples].filter(
    (one) => typeof one === "string" || typeof one === "number",
  );
  return {
    name,
    title: titleOf(name),
    ...(description === "" ? {} : { description }),
    type: typeOf(fact),
    secret: SECRET.test(name),
    required: value === undefined,
    ...(isPlain(value) ? { default: value } : {}),
    ...(values.length > 0 ? { values } : {}),
    ...(examples.length > 0 ? { examples: examples.slice(0, 3).map(String) } : {}),
    purpose: "input",
  };
}

/** `id` alone says nothing: `/accounts/{id}` → account_id. */
function nameWords(name: string, before: readonly string[]): readonly string[] {
  const parts = words(name);
  const bare = parts.length === 1 && /^(id|key|name|code|slug|uuid|gid|sid|number|type|value)$/.test(parts[0] ?? "");
  return bare ? [...before, ...parts] : parts;
}

/** A setting's name is ASCII, begins with a letter, and is no credential's nor the one from which incremental streams start. */
function safeName(name: string, taken: ReadonlySet<string>): string {
  const safe = name.replace(/[^a-z0-9_]/g, "").replace(/^_+|_+$/g, "");
  if (safe === "") return "value";
  if (safe === START_SETTING || taken.has(safe)) return `${safe}_value`;
  return /^[a-z]/.test(safe) ? safe : `value_${safe}`;
}

function titleOf(name: string): string {
  const text = name.replaceAll("_", " ").replace(/\b(id|url|uuid|api)\b/g, (word) => word.toUpperCase());
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function typeOf({ schema }: ParameterFact): Setting["type"] {
  if (schema.format === "date") return "date";
  if (schema.format === "date-time") return "date-time";
  const [only] = schema.types;
  return (schema.types.length === 1 && only !== undefined && TYPES[only]) || "string";
}

function isPlain(value: unknown): value is Json {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function plainText(text: string): string {
  const plain = text
    .replace(/<[^>]*>/g, " ")
    .replace(/[*`]+/g, "")
    .replace(/\s+/g, " ")
    .trim();
  return plain.length <= LONGEST ? plain : `${plain.slice(0, LONGEST)} …`;
}
