import { Failure } from "../../diagnostics/failure.ts";
import type { DeclaredField } from "../../evidence/file-facts.ts";
import type { SourceDocument } from "../source-document.ts";
import { MOST_COLUMNS } from "./file-limits.ts";
import type { SpecifiedFiles } from "./file-spec.ts";
import { type LayoutRow, layoutTable } from "./layout-table.ts";
import { layoutType } from "./layout-type.ts";

/** Whether a text is a table of fields with the places where they stand in a line. */
export function isLayout(text: string, name: string): boolean {
  return !/^\s*[[{<]/.test(text) && layoutTable(text, name) !== undefined;
}

const FILLER = /^(?:filler|reserved|unused|blank|blanks|spaces?|f(?:ü|ue)ller|leer|frei)\b/i;

/** A table of fields as what it says of files. Errors: a `Failure` that names the line where places overlap or lack. */
export function readLayout(spec: SourceDocument): SpecifiedFiles {
  const rows = layoutTable(spec.text, spec.name) ?? [];
  if (rows.length > MOST_COLUMNS)
    throw new Failure("unusable", `${spec.origin} has ${rows.length} fields; ${MOST_COLUMNS} can be read`);
  checkPlaces(rows, spec.origin);
  const named = uniqueNames(rows.filter(({ name }) => !FILLER.test(name)));
  const [first] = rows;
  return {
    spec,
    name: stemOf(spec.name),
    description: undefined,
    paths: [],
    format: { kind: "fixed-width", skipLines: 0, skipLinesAtEnd: 0 },
    encoding: undefined,
    fields: named.map((row) => declaredOf(row, spec)),
    primaryKey: [],
    remarks: [],
    at: { document: spec.name, pointer: `line ${first?.line ?? 1}` },
  };
}

function declaredOf(row: LayoutRow, spec: SourceDocument): DeclaredField {
  const { name, start, length, line, description } = row;
  const { type, written, open } = layoutType(row);
  const at = { document: spec.name, pointer: `line ${line}` };
  return {
    field: { name, type, nullable: true, ...(written && { written }), place: { start: start - 1, length } },
    description: description === "" ? undefined : description,
    says: `the layout says ${start} to ${start + length - 1}${row.type === "" ? "" : `, ${row.type.slice(0, 40)}`}`,
    ...(open && { open }),
    at,
  };
}

/** Every character belongs to one field, or somebody has misread the layout. */
function checkPlaces(rows: readonly LayoutRow[], origin: string): void {
  let end = 0;
  let before = "";
  for (const { name, start, length, line } of rows) {
    const where = `${origin}, line ${line}: ${name}`;
    if (length < 1) throw new Failure("unusable", `${where} ends before it begins`);
    if (start <= end)
      throw new Failure(
        "unusable",
        `${where} begins at ${start}, and ${before} before it ends at ${end}: they overlap`,
      );
    if (start > end + 1)
      throw new Failure(
        "unusable",
        `${where} begins at ${start}, and ${before} before it ends at ${end}: name what lies between (filler)`,
      );
    end = start + length - 1;
    before = name;
  }
}

function uniqueNames(rows: readonly LayoutRow[]): LayoutRow[] {
  const taken = new Set<string>();
  return rows.map((row) => {
    let { name } = row;
    for (let number = 2; taken.has(name); number++) name = `${row.name}_${number}`;
    taken.add(name);
    return { ...row, name };
  });
}

/** `orders-layout.md` is of orders. */
function stemOf(name: string): string {
  const base = name.slice(name.lastIndexOf("/") + 1).replace(/\.[a-z]+$/i, "");
  return (
    base.replace(/[ ._-]*(?:file|record)?[ ._-]*(?:layout|spec|specification|format|fields|satzaufbau)$/i, "") || base
  );
}
