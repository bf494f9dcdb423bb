import { candidate, conclude } from "../../evidence/confidence.ts";
import type { ColumnFact } from "../../evidence/database-facts.ts";
import type { Evidence, Finding } from "../../evidence/finding.ts";
import type { SoftDelete } from "../../model/database.ts";
import { commonPrefix, plainName } from "./change-names.ts";
import type { TableView } from "./table-view.ts";

const DELETED =
  "delet(?:e|ed|ion)|del|removed|geloescht|geloscht|loesch|losch|verwijderd|supprime|supprimee|eliminado|eliminada|borrado|excluido|eliminato|cancellato|slettet|raderad|usuniety";
const AROUND =
  "is|was|soft|softly|logical|logically|row|record|rec|marked|mark|flag|flg|fl|ind|indicator|kz|kennz|kennzeichen|status|yn|sw|switch|b|bool|entry|ist|est|esta|hat|as|for|has|been|at|on|date|datum|dt|time|timestamp|ts|datetime|dttm|utc|stamp|am|fecha|data";
const NAMES = new RegExp(`^(?:${AROUND})*(?:${DELETED})(?:${AROUND})*$`);

/** The column that marks rows as deleted which are still there. */
export function detectSoftDelete(view: TableView): Finding<SoftDelete> | undefined {
  const prefix = commonPrefix(view.relation.columns.map(({ name }) => name));
  const candidates = view.relation.columns.flatMap((column) => {
    const plain = [plainName(column.name), plainName(column.name.slice(prefix.length))];
    const named = plain.some((one) => one !== "" && NAMES.test(one));
    const mark = named ? markOf(column, view) : undefined;
    if (mark === undefined) return [];
    const evidence: Evidence[] = [
      {
        signal: "tables/deleted-name",
        weight: 0.75,
        says: `${column.name} is called as what marks deleted rows`,
        at: column.at,
      },
    ];
    if (mark.says !== undefined) evidence.push({ signal: "tables/deleted-type", weight: 0.4, says: mark.says });
    return [candidate<SoftDelete>({ column: column.name, deletedWhen: mark.when }, evidence)];
  });
  return conclude<SoftDelete>("soft-delete", view.stream, candidates);
}

/** Which value means deleted; `undefined` where the type can't mark. */
function markOf(
  column: ColumnFact,
  { typeOf, catalog, isNullable }: TableView,
): { when: string; says?: string } | undefined {
  const type = typeOf(column.name);
  // A date called `del_date` is as often one of a delivery.
  if (/^(?:timestamp|date)/.test(type) && isShort(column.name)) return undefined;
  if (/^(?:timestamp|date)/.test(type)) return { when: "not-null", says: "it holds the time of the deletion" };
  if (type === "bool" || type === "bits(1)") return { when: "true", says: "it is yes or no" };
  const isTime = /(?:at|on|date|time|ts)$/i.test(column.name);
  if (catalog.dialect === "sqlite" && type === "text" && isTime) return { when: "not-null" };
  if (/^u?int/.test(type) || /^decimal\(\d,0\)$/.test(type))
    return isTime ? { when: isNullable(column.name) ? "not-null" : "> 0" } : { when: "1" };
  if (!/^(?:char|text)\([1-5]\)$|^enum/.test(type)) return undefined;
  return { when: otherThan(column.default) };
}

function isShort(name: string): boolean {
  return !/delet|remov|loesch|losch|verwijder|supprim|elimin|borrad|exclu|cancellat|slett|rader|usun/.test(
    plainName(name),
  );
}

/** The value of a flag that isn't its default; `unknown` where nothing tells. */
function otherThan(preset: string | undefined): string {
  const value = /'([^']*)'/.exec(preset ?? "")?.[1]?.toUpperCase();
  const opposite: Readonly<Record<string, string>> = { N: "Y", "0": "1", F: "T", NO: "YES", FALSE: "TRUE" };
  return (value === undefined ? undefined : opposite[value]) ?? "unknown";
}
