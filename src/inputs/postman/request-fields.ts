import { isRecord } from "../json-value.ts";
import { child, record, text } from "../node.ts";
import { readSampleJson } from "../sample-json.ts";
import { readKeyValues } from "./key-values.ts";
import type { PostmanRequest } from "./postman-request.ts";

/** What a request sends in its query and in a form or flat JSON, by name; disabled ones left out. */
export function requestFields({ body, query }: PostmanRequest): ReadonlyMap<string, string> {
  const mode = text(record(body).mode) ?? "";
  const form = mode === "urlencoded" || mode === "formdata" ? readKeyValues(child(body, mode)) : [];
  const pairs = [...query, ...form].filter(({ disabled }) => !disabled);
  const raw = mode === "raw" ? rawFields(text(record(body).raw) ?? "") : [];
  return new Map([...pairs.map(({ key, value }) => [key, value ?? ""] as const), ...raw]);
}

function rawFields(raw: string): readonly (readonly [string, string])[] {
  if (/^[\w.]+=/.test(raw.trim())) {
    return raw.split(/[&\n]/).map((pair) => {
      const [name = "", ...value] = pair.trim().split("=");
      return [name, value.join("=")] as const;
    });
  }
  const value = readSampleJson(raw)?.value;
  return isRecord(value) ? Object.entries(value).map(([name, one]) => [name, text(one) ?? ""] as const) : [];
}
