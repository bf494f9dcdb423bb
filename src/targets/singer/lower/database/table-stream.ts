import type { DatabaseSource } from "../../../../model/database.ts";
import { code } from "../../../../printing/code.ts";
import { tuple } from "../../../../printing/python.ts";
import { type Expression, literal, plain } from "../../../expression.ts";
import { streamDoc } from "../../../stream-doc.ts";
import { cursorDeclaration, type TableContext, tableDeclaration } from "../../../table-declaration.ts";
import type { TableOf } from "../../../table-of.ts";
import type { StreamPlan, TapNames } from "../../plan.ts";
import type { StreamNames } from "../names.ts";

interface TapContext extends TableContext {
  readonly names: TapNames;
  readonly named: StreamNames;
}

export function tableStreamPlan(stream: TableOf, context: TapContext): StreamPlan {
  const { names, named } = context;
  return {
    className: named.get(stream.name)?.className ?? "",
    bases: [...(stream.incremental ? ["CursorStream"] : []), names.baseClass],
    doc: streamDoc(stream),
    todos: (stream.notes ?? []).filter((note) => note.open).map((note) => `TODO: ${note.about}: ${note.text}`),
    attributes: [...tableAttributes(stream, context), ...cursorAttributes(stream, context.source)].flatMap(
      ([name, value]) => (value ? [{ name, value, comment: undefined }] : []),
    ),
    properties: [],
    imports: [],
  };
}

type Attribute = readonly [string, Expression | undefined];

function tableAttributes(stream: TableOf, context: TapContext): Attribute[] {
  const { primaryKey, name } = stream;
  const file = context.named.get(name)?.file;
  const { page_by: pageBy, ...declared } = tableDeclaration(stream, context);
  return [
    ["name", literal(name)],
    ["schema", file === name ? undefined : plain(code(`StreamSchema(SCHEMAS, key=${JSON.stringify(file)})`))],
    ...Object.entries(declared),
    ["primary_keys", primaryKey.length === 0 ? undefined : plain(tuple(primaryKey.map((key) => key.join("."))))],
    ["page_by", pageBy],
  ];
}

function cursorAttributes(stream: TableOf, source: DatabaseSource): Attribute[] {
  const declared = cursorDeclaration(stream, source);
  if (!stream.incremental || !declared) return [];
  const { column, ...rest } = declared;
  return [
    ["replication_key", literal(stream.incremental.cursorField.join("."))],
    ["cursor", column],
    ...Object.entries(rest).map(([name, value]): Attribute => [`cursor_${name}`, value]),
  ];
}
