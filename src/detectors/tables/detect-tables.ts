import { candidate } from "../../evidence/confidence.ts";
import type { DetectedTable } from "../../evidence/database-detection.ts";
import type { ObjectName, RelationFact } from "../../evidence/database-facts.ts";
import type { Finding } from "../../evidence/finding.ts";
import type { Column, TableType } from "../../model/database.ts";
import { type Catalog, isNotNull } from "./canonical-type.ts";
import { detectCursors } from "./detect-cursors.ts";
import { changeCapture, chunkColumns, detectPrimaryKey, foreignKeys, uniqueKeys } from "./detect-keys.ts";
import { detectSoftDelete } from "./detect-soft-delete.ts";
import { kindInWords } from "./kind-in-words.ts";
import { relationColumns } from "./query-columns.ts";
import { recordSchema } from "./record-schema.ts";
import { createTableView, type TriggeredSetting } from "./table-view.ts";

/** What of the other tables matters for one. */
interface TableContext {
  readonly catalog: Catalog;
  readonly settingsOf: (relation: RelationFact) => readonly TriggeredSetting[];
  readonly histories: ReadonlySet<string>;
}

/** Tables in which SQLite keeps what its virtual tables hold. */
const SHADOW = /^(.+)_(?:content|data|idx|docsize|config|segments|segdir|stat|node|parent|rowid)$/;

/** Why a relation is no stream of its own; `undefined` where it is one. */
export function leftOut(relation: RelationFact, virtual: ReadonlySet<string>): string | undefined {
  const [, owner] = SHADOW.exec(relation.name) ?? [];
  if (owner !== undefined && virtual.has(owner)) return `a shadow table of ${owner}, which holds the same`;

  if (relation.partitionOf) return `a partition of ${relation.partitionOf.name}, with which its rows are read`;
  if (relation.type === "temporary-table") return "a temporary table, which is empty outside the session that fills it";
  return undefined;
}

/** What is found about one table or view. */
export function detectTable(stream: string, relation: RelationFact, context: TableContext): DetectedTable {
  const { catalog, settingsOf } = context;
  const columns = columnsOf(relation, catalog);
  const view = createTableView(stream, relation, columns, { catalog, settings: settingsOf(relation) });
  const isTable = !relation.type.includes("view");
  const cursors = isTable ? detectCursors(view) : { candidates: [], finding: undefined };
  const chunkBy = chunkColumns(view);
  const comments = new Map(
    relation.columns.flatMap(({ name, comment }) => (comment === undefined ? [] : [[name, comment] as const])),
  );
  const cdc = changeCapture(view);
  return {
    stream,
    description: relation.comment,
    offered: offeredBy(stream, relation, context),
    record: recordSchema(columns, comments),
    at: relation.at,
    access: {
      kind: "table",
      ...(relation.schema === undefined ? {} : { schema: relation.schema }),
      table: relation.name,
      type: typeOf(relation, context),
      columns,
      uniqueKeys: uniqueKeys(view),
      foreignKeys: foreignKeys(view),
      cursors: cursors.candidates,
      ...(chunkBy === undefined || !isTable ? {} : { chunkBy }),
    },
    primaryKey: detectPrimaryKey(view),
    incremental: cursors.finding,
    softDelete: isTable ? detectSoftDelete(view) : undefined,
    cdc: {
      about: "cdc",
      stream,
      ...candidate(cdc, [
        {
          signal: "tables/capture-key",
          weight: 0.9,
          says: cdc.reason ?? `changes are identified by ${cdc.key}`,
          at: relation.at,
        },
      ]),
      rivals: [],
    },
  };
}

function columnsOf(relation: RelationFact, catalog: Catalog): Column[] {
  const own = new Map(relation.columns.map((column) => [column.name, column]));
  return (relationColumns(relation, catalog) ?? []).map(({ name, native, type, nullable }) => {
    const declared = own.get(name);
    const json = declared && isJsonText(declared.check, name) ? "json" : type;
    const loss = lossOf(json);
    return {
      name,
      native,
      type: json,
      nullable: declared && !relation.query ? !isNotNull(declared, catalog) : nullable,
      ...(declared?.generated ? { generated: true } : {}),
      ...(loss === undefined ? {} : { loss }),
    };
  });
}

/** A text that a CHECK holds to JSON. */
function isJsonText(check: string | undefined, name: string): boolean {
  return (
    check !== undefined &&
    new RegExp(`^\\s*json_valid\\s*\\(\\s*["\`[]?${name.replace(/[^\w]/g, "\\$&")}["\`\\]]?\\s*\\)\\s*$`, "i").test(
      check,
    )
  );
}

function lossOf(type: string): string | undefined {
  const digits = Number(/^(?:timestamp|timestamptz|time|timetz)\((\d+)\)$/.exec(type)?.[1] ?? 0);
  return digits > 6 ? "Python's times end at microseconds" : undefined;
}

function typeOf(relation: RelationFact, { catalog, histories }: TableContext): TableType {
  if (histories.has(keyOf(relation))) return "history-table";
  if (relation.partitioned && relation.type === "table" && catalog.dialect === "postgresql") return "partitioned-table";
  return relation.type === "temporary-table" ? "table" : relation.type;
}

function keyOf({ schema, name }: ObjectName): string {
  return `${schema ?? ""}.${name}`;
}

/** Tables that hold what system-versioned ones held before. */
export function historyTables(relations: readonly RelationFact[]): ReadonlySet<string> {
  return new Set(
    relations.flatMap(({ schema, traits: { historyTable } }) =>
      historyTable ? [keyOf({ schema: historyTable.schema ?? schema, name: historyTable.name })] : [],
    ),
  );
}

/** Tables are built; what shows other tables' rows again is offered on request. */
function offeredBy(stream: string, relation: RelationFact, { histories }: TableContext): Finding<boolean> {
  const say = (value: boolean, says: string): Finding<boolean> => ({
    about: "stream",
    stream,
    ...candidate(value, [{ signal: "tables/kind", weight: 0.9, says, at: relation.at }]),
    rivals: [],
  });
  if (histories.has(keyOf(relation))) return say(false, "it holds old versions of another table's rows");
  if (relation.inherits.length > 0)
    return say(false, "its rows are read with those of the table that it inherits from");
  if (relation.type === "table") return say(true, "it is a table");
  return say(false, `it is ${kindInWords(relation.type)}: its rows come from elsewhere`);
}
