import type { SchemaView } from "../../evidence/schema-view.ts";
import { placeOf } from "../node.ts";
import { readParameterNote } from "../parameter-note.ts";
import { plainSchema } from "../plain-schema.ts";
import { placeholderOf } from "../sample-placeholder.ts";
import { isOpaque, isSecretName, isStandIn, SCRUBBED } from "../scrub-secrets.ts";
import { formatOfTexts } from "../text-format.ts";
import type { KeyValue } from "./key-values.ts";
import type { Variables } from "./variables.ts";

/** What a pair's value and description say of every value that may stand there. */
export function valueSchema(pair: KeyValue, variables: Variables): SchemaView {
  const note = readParameterNote(pair.description ?? "");
  const shown = shownValue(pair, variables);
  const placeholder = placeholderOf(pair.value ?? "", pair.key);
  const told = placeholder ?? (shown === undefined ? undefined : typeOfText(shown));
  const types = note.types.length > 0 ? note.types : (told?.types ?? []);
  const limits = limitsOf(pair.description ?? "");
  return plainSchema(placeOf(pair.node), {
    types: types.length > 0 ? types : ["string"],
    format: note.format ?? told?.format,
    description: pair.description,
    enum: note.enum,
    default: note.default,
    examples: shown === undefined ? [] : [shown],
    maximum: limits,
  });
}

/** The value that a document shows, where it is one: no placeholder, no credential, nothing that looks like one. */
export function shownValue({ key, value }: KeyValue, variables: Variables): string | undefined {
  const filled = variables.fill(value ?? "").trim();
  if (filled === "" || filled.includes(SCRUBBED) || isStandIn(filled) || placeholderOf(filled, key)) return undefined;
  return isSecretName(key) || isOpaque(filled) || filled.length > 5000 ? undefined : filled;
}

function typeOfText(value: string): Pick<SchemaView, "types" | "format"> {
  if (/^(?:true|false)$/i.test(value)) return { types: ["boolean"], format: undefined };
  if (/^-?\d{1,15}$/.test(value)) return { types: ["integer"], format: undefined };
  if (/^-?\d+\.\d+$/.test(value)) return { types: ["number"], format: undefined };
  return { types: ["string"], format: formatOfTexts([value]) };
}

/** `Limit can range between 1 and 100`, `max value is 100` */
function limitsOf(description: string): number | undefined {
  const found =
    /\bbetween 1 and (\d{1,6})\b/i.exec(description) ??
    /\bmax(?:imum)?(?: value| allowed)?\s*(?:is|of|:|=)?\s*(\d{1,6})\b/i.exec(description);
  return found ? Number(found[1]) : undefined;
}
