import type { SourceRef } from "../../evidence/source-ref.ts";
import { type Block, type Cell, markedText, plainText, type Table, textOfBlocks, type Words } from "./blocks.ts";
import { readType, type WrittenType } from "./type-words.ts";

/** A parameter of a request or a field of an answer, as a row or an item describes it. */
export interface Field {
  readonly name: string;
  readonly in: "query" | "path" | "header" | "body" | "response" | "status" | undefined;
  readonly type: WrittenType | undefined;
  readonly required: boolean | undefined;
  readonly description: string;
  readonly default: string | undefined;
  readonly example: string | undefined;
  readonly at: SourceRef;
}

export interface FieldList {
  readonly fields: readonly Field[];
  /** What the column of names is called: `Parameter`, `Attribute`. */
  readonly called: string;
}

type Column = "name" | "type" | "required" | "description" | "default" | "example" | "in";

const COLUMNS: readonly (readonly [Column, RegExp])[] = [
  ["required", /\b(?:required|optional|mandatory|presence|req)\b|\?$/i],
  ["default", /\bdefaults?\b/i],
  ["example", /\bexamples?\b|\bsample\b/i],
  [
    "description",
    /\bdesc\w*|\bnotes?\b|\bdetails?\b|\bmeaning\b|\bcomments?\b|\bexplanation\b|\bpurpose\b|\bremarks?\b|\binformation\b|\bdefinition\b|\bvalue description\b/i,
  ],
  ["in", /^(?:in|located in|location|where|place|position|param(?:eter)? type|passed (?:in|as))$/i],
  [
    "name",
    /\b(?:name|param(?:eter)?s?|keys?|fields?|attributes?|propert(?:y|ies)|arguments?|options?|query|headers?|variables?|column|filters?)\b/i,
  ],
  ["type", /\b(?:type|data ?type|schema|format)\b/i],
];
const NAME = /^[\s*+`"'–-]*([A-Za-z_$@][\w$@.:-]*(?:\[[\w$.*-]*\])*(?:\.[\w$]+)*|\*)[`"']?/;
const PLACES: readonly (readonly [RegExp, Field["in"]])[] = [
  [/^(?:query|get|querystring|query string|url)\b/i, "query"],
  [/^(?:path|uri|route)\b/i, "path"],
  [/^header/i, "header"],
  [/^(?:body|form|formdata|payload|json|post)\b/i, "body"],
  [/^response/i, "response"],
];
const MODIFIER =
  /\b(?:required|optional|mandatory|nullable|deprecated|string|integer|int|number|float|boolean|bool|array|object|date|datetime|timestamp|uuid|enum|list|of|strings|integers|read-?only|unique|query|path|body|header|response|or|null|default|min|max|length|characters?|in|ids?)\b/gi;

/** `undefined`: the table describes no fields. */
export function fieldsOfTable(table: Table): FieldList | undefined {
  const columns = columnsOf(table);
  const nameAt = columns.indexOf("name");
  if (nameAt < 0) return undefined;
  const fields = table.rows.flatMap(({ cells, at }) => rowField(cells, columns, at) ?? []);
  if (fields.length === 0 || fields.length < table.rows.length * 0.6) return undefined;
  const header = table.header[nameAt];
  return { fields, called: header ? plainText(header.words) : "" };
}

function columnsOf(table: Table): readonly (Column | undefined)[] {
  const width = Math.max(table.header.length, ...table.rows.slice(0, 50).map(({ cells }) => cells.length));
  if (table.header.length === 0)
    return width >= 2 ? ["name", ...(width > 2 ? ["type" as const] : []), "description"] : [];
  const taken = new Set<Column>();
  const columns = table.header.map(({ words }, at): Column | undefined => {
    const text = plainText(words);
    if (placesIn(table, at)) return free("in", taken);
    const found = COLUMNS.find(([column, pattern]) => !taken.has(column) && pattern.test(text))?.[0];
    return found && free(found, taken);
  });
  if (columns.includes("name") || table.header.length < 2) return columns;
  // The first column is of names, whatever it is called, where another one describes them.
  return columns[0] === undefined && columns.includes("description") ? ["name", ...columns.slice(1)] : columns;
}

function free(column: Column, taken: Set<Column>): Column {
  taken.add(column);
  return column;
}

function placesIn({ rows }: Table, column: number): boolean {
  const texts = rows.slice(0, 50).map(({ cells }) => plainText(cells[column]?.words ?? []));
  return (
    texts.length > 0 &&
    texts.every((text) => /^(?:query|path|header|body|form ?data|cookie|url)(?: param\w*)?$/i.test(text))
  );
}

function rowField(cells: readonly Cell[], columns: readonly (Column | undefined)[], at: SourceRef): Field | undefined {
  const cell = (column: Column) => cells[columns.indexOf(column)];
  const words = cell("name")?.words ?? [];
  const named = nameIn(words.map(({ text }) => text).join(""));
  if (!named) return undefined;
  const description = cell("description");
  const told = `${named.rest} ${plainText(cell("required")?.words ?? [])}`;
  const text = description ? markedText(description.words) : "";
  const place = plainText(cell("in")?.words ?? []);
  return {
    name: named.name,
    in: PLACES.find(([pattern]) => pattern.test(place))?.[1],
    type: readType(cell("type")?.words ?? []) ?? readType([{ text: named.rest }]),
    required:
      requiredIn(told, columns.includes("required")) ?? (/^\W*required\b|\(required\)/i.test(text) ? true : undefined),
    description: text,
    default: toldIn(cell("default")),
    example: toldIn(cell("example")),
    at,
  };
}

function toldIn(cell: Cell | undefined): string | undefined {
  const text = plainText(cell?.words ?? []);
  return text === "" || /^(?:-|–|none|n\/a|null)$/i.test(text) ? undefined : text;
}

/** The name that a text begins with, where only words about it follow. */
function nameIn(text: string): { readonly name: string; readonly rest: string } | undefined {
  const found = NAME.exec(text);
  if (!found) return undefined;
  const rest = text.slice(found[0].length);
  const strange = rest.replace(MODIFIER, "").replace(/[^\p{L}]+/gu, "");
  const name = (found[1] ?? "").replace(/[.:]+$/, "");
  const isWord = rest.trim() === "" || /^[\s`"'*(<[,:;?]/.test(rest);
  return strange === "" && isWord && name !== ""
    ? { name, rest: /^\s*\*/.test(rest) ? `${rest} required` : rest }
    : undefined;
}

function requiredIn(text: string, hasColumn: boolean): boolean | undefined {
  if (/\b(?:not required|optional|no|false|non)\b|✗|❌/i.test(text)) return false;
  if (/\b(?:required|mandatory|yes|true|always|must)\b|✓|✔|✅/i.test(text)) return true;
  return hasColumn && /^\s*[YyXx]\s*$/.test(text) ? true : undefined;
}

const ITEM =
  /^\s*[`"'*]*([A-Za-z_$@][\w$@.-]*(?:\[[\w$.*-]*\])*)[`"'*]*\s*(\([^)]{0,120}\)|\[[^\]]{0,60}\]|<[^>]{0,40}>|\{[^}]{0,40}\})?\s*(?:(?:[-–—:=]+)\s*|$|(?=\())/;
const CODE_ITEM = /^\s*(?:\(([^)]{0,120})\))?\s*[-–—:=,]*\s*/;

/** `undefined`: the items describe no fields. */
export function fieldsOfList(list: Extract<Block, { kind: "list" }>): FieldList | undefined {
  const fields = list.items.flatMap(({ blocks, at }) => {
    const [first, ...more] = blocks;
    const field = first?.kind === "paragraph" ? itemField(first.words, at) : undefined;
    return field ? [{ ...field, description: [field.description, textOfBlocks(more)].join(" ").trim() }] : [];
  });
  return fields.length > 0 && fields.length >= list.items.length * 0.6 ? { fields, called: "" } : undefined;
}

function itemField(words: Words, at: SourceRef): Field | undefined {
  const [first, ...others] = words;
  if (!first) return undefined;
  if (first.mark === "code" || first.mark === "strong") {
    const named = nameIn(first.text.replace(/:$/, ""));
    if (!named) return undefined;
    const text = markedText(others);
    const facts = CODE_ITEM.exec(text);
    return fieldOf(named.name, `${named.rest} ${facts?.[1] ?? ""}`, text.slice(facts?.[0].length ?? 0), at);
  }
  const text = markedText(words);
  const found = ITEM.exec(text);
  if (!found) return undefined;
  return fieldOf(found[1] ?? "", found[2] ?? "", text.slice(found[0].length), at);
}

function fieldOf(name: string, facts: string, description: string, at: SourceRef): Field {
  const place = /\b(?:in )?(query|path|header|body|response)\b/i.exec(facts)?.[1];
  const begins = /^\W*(required|optional)\b/i.exec(description)?.[1] ?? "";
  return {
    name,
    in: place ? PLACES.find(([pattern]) => pattern.test(place))?.[1] : undefined,
    type: readType([{ text: facts }]),
    required: requiredIn(`${facts} ${begins}`, false),
    description,
    default: /\bdefaults?(?: value)?(?: is| to|:)? `?([\w.-]+)`?/i.exec(`${facts} ${description}`)?.[1],
    example: undefined,
    at,
  };
}

/** `:query string name:`, `:>json id:`, `:statuscode 200:` of the HTTP domain. */
const HTTP_FIELD =
  /^(query|param|parameter|queryparam|qparam|form|formparam|reqheader|resheader|>?header|<header|>header|[<>]json(?:arr|obj)?|reqjson(?:arr|obj)?|resjson(?:arr|obj)?|jsonparam|status|statuscode|code)\s+(?:(\w[\w<>[\]]*)\s+)?(\S+)$/i;

function placeOfField(kind: string): Field["in"] {
  if (/^(?:query|queryparam|qparam)$/i.test(kind)) return "query";
  if (/^param(?:eter)?$/i.test(kind)) return "path";
  if (/^(?:resheader|>header)$/i.test(kind)) return "response";
  if (/header$/i.test(kind)) return "header";
  if (/^status|^code$/i.test(kind)) return "status";
  return /^(?:>json|resjson)/i.test(kind) ? "response" : "body";
}

/** `Query Parameters:` above a list of them. */
const LABEL =
  /^(?:query|request|response|url|path|form|json|status|parameters?)\b[\w\s]*\b(?:parameters?|headers?|codes?|objects?|arrays?|body)\s*:?$|^parameters?\s*:?$/i;

/** `undefined`: the terms are no names of fields. */
export function fieldsOfDefinitions(block: Extract<Block, { kind: "definitions" }>): FieldList | undefined {
  const fields = block.entries.flatMap(({ term, body, at }): Field[] => {
    const text = plainText(term);
    if (LABEL.test(text)) return [];
    const description = textOfBlocks(body);
    const http = HTTP_FIELD.exec(text);
    if (http) return [{ ...fieldOf(http[3] ?? "", http[2] ?? "", description, at), in: placeOfField(http[1] ?? "") }];
    const query = /^\?([\w.[\]]+)=?/.exec(text)?.[1];
    if (query !== undefined) return [{ ...fieldOf(query, "", description, at), in: "query" }];
    const named = nameIn(text);
    return named ? [fieldOf(named.name, named.rest, description, at)] : [];
  });
  return fields.length > 0 && fields.length >= block.entries.length * 0.6 ? { fields, called: "" } : undefined;
}

export function fieldsOfBlock(block: Block): FieldList | undefined {
  if (block.kind === "table") return fieldsOfTable(block);
  if (block.kind === "list") return fieldsOfList(block);
  return block.kind === "definitions" ? fieldsOfDefinitions(block) : undefined;
}
