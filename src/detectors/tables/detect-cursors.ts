import { candidate, conclude } from "../../evidence/confidence.ts";
import type { ColumnFact, RelationFact } from "../../evidence/database-facts.ts";
import type { Candidate, Evidence, Finding } from "../../evidence/finding.ts";
import type { CursorCandidate } from "../../model/database.ts";
import type { CursorFormat, Incremental } from "../../model/incremental.ts";
import { claimOf, commonPrefix, plainName } from "./change-names.ts";
import type { TableView } from "./table-view.ts";

/** What speaks for a column as the one that tells new rows, and what it would tell. */
interface Draft {
  readonly column: ColumnFact;
  readonly kind: CursorCandidate["kind"];
  readonly proof: CursorCandidate["evidence"];
  readonly evidence: readonly Evidence[];
  readonly against: readonly Evidence[];
}

export interface DetectedCursors {
  /** The best first. */
  readonly candidates: readonly CursorCandidate[];
  /** The value is null where no column says when a row changed; then sequences and creation times are its rivals. */
  readonly finding: Finding<Incremental | null> | undefined;
}

/** Only what says when a row changed can be the cursor by itself: an insertion time or a number misses every later change. */
export function detectCursors(view: TableView): DetectedCursors {
  const drafts = view.relation.columns.flatMap((column) => draftsOf(column, view));
  const weighed = drafts
    .map((draft) => ({
      draft,
      found: candidate<Incremental | null>(incrementalOf(draft, view), draft.evidence, draft.against),
    }))
    .sort((a, b) => rank(a.draft) - rank(b.draft) || b.found.confidence - a.found.confidence);
  const telling = weighed.filter(({ draft }) => tells(draft));
  const others = weighed.filter(({ draft }) => !tells(draft));
  return {
    candidates: weighed.map(({ draft }) => modelCandidate(draft, view)),
    finding: conclude(
      "incremental",
      view.stream,
      candidatesOf(
        telling.map(({ found }) => found),
        others,
        view,
      ),
    ),
  };
}

/** Drafts of columns that date or number changes. */
function tells({ kind }: Draft): boolean {
  return kind === "modified" || kind === "rowversion";
}

function candidatesOf(
  telling: readonly Candidate<Incremental | null>[],
  others: readonly { readonly draft: Draft; readonly found: Candidate<Incremental | null> }[],
  { relation }: TableView,
): Candidate<Incremental | null>[] {
  if (telling.length > 0) return [...telling];
  if (others.length === 0) return [];
  const because: Evidence = {
    signal: "tables/no-change-column",
    weight: 0.6,
    says: "no column says when a row was changed, so every row is read each time",
    at: relation.at,
  };
  const appended: Evidence = {
    signal: "tables/misses-changes",
    weight: 0.6,
    says: "it finds new rows and misses changes of old ones",
  };
  return [
    candidate<Incremental | null>(null, [because]),
    ...others.map(({ found }) => candidate(found.value, found.evidence, [...found.against, appended])),
  ];
}

function rank(draft: Draft): number {
  const kinds = ["rowversion", "modified", "sequence", "created", "system"];
  const proofs = [
    "type",
    "row-change-timestamp",
    "on-update",
    "trigger",
    "system-versioning",
    "default",
    "identity",
    "comment",
    "name",
  ];
  return kinds.indexOf(tells(draft) ? "modified" : draft.kind) * 100 + proofs.indexOf(draft.proof);
}

function modelCandidate({ column, kind, proof }: Draft, view: TableView): CursorCandidate {
  return {
    column: column.name,
    kind,
    evidence: proof,
    indexed: view.isIndexed(column.name),
    nullable: view.isNullable(column.name),
  };
}

function incrementalOf({ column }: Draft, view: TableView): Incremental {
  return { cursorField: [column.name], format: formatOf(view.typeOf(column.name)) };
}

/** Numbers are compared as numbers; texts (of SQLite) and times as times. */
function formatOf(type: string): CursorFormat {
  if (type === "date") return { kind: "date" };
  return /^(?:u?int|decimal|rowversion)/.test(type) ? { kind: "integer" } : { kind: "date-time" };
}

function draftsOf(column: ColumnFact, view: TableView): Draft[] {
  const found = [byDeclaration(column), byTrigger(column, view), byWords(column, view), byNumber(column, view)];
  const drafts = found.filter((draft) => draft !== undefined);
  const [best, ...more] = drafts.sort((a, b) => rank(a) - rank(b));
  if (!best) return [];
  // One column, one candidate. Where the database keeps it up to date, its name proves nothing more.
  const alike = best.proof === "name" || best.proof === "comment" ? more.filter(({ kind }) => kind === best.kind) : [];
  return [{ ...best, evidence: [...best.evidence, ...alike.flatMap(({ evidence }) => evidence)] }];
}

const NOW =
  /\b(?:now|sysdate|systimestamp|getdate|getutcdate|sysdatetime|sysutcdatetime|sysdatetimeoffset|current|current_timestamp|current_date|localtimestamp|localtime|clock_timestamp|transaction_timestamp|statement_timestamp|datetime|strftime|unix_timestamp|julianday|utc_timestamp|today|timeofday|getutcdate)\b/i;

/** What the database itself keeps up to date. */
function byDeclaration(column: ColumnFact): Draft | undefined {
  const { at, name } = column;
  const made = (kind: Draft["kind"], proof: Draft["proof"], weight: number, says: string): Draft => ({
    column,
    kind,
    proof,
    evidence: [{ signal: `tables/${proof}`, weight, says, at }],
    against: [],
  });
  if (column.generated?.kind === "row-change")
    return made("modified", "row-change-timestamp", 0.97, `${name} is set by the database at each change of a row`);
  if (column.generated?.kind === "row-start")
    return made("modified", "system-versioning", 0.93, `${name} is the time from which this version of the row holds`);
  if (column.onUpdate) return made("modified", "on-update", 0.97, `${name} is set to the time at each update`);
  return undefined;
}

function byTrigger(column: ColumnFact, view: TableView): Draft | undefined {
  const settings = view.settings.filter((one) => one.column.toLowerCase() === column.name.toLowerCase());
  const changing = settings.find(({ text, events }) => events.includes("update") && NOW.test(text));
  const inserting = settings.find(({ text, events }) => events.includes("insert") && NOW.test(text));
  const setting = changing ?? inserting;
  if (!setting) return undefined;
  const says = changing
    ? `a trigger sets ${column.name} at each update`
    : `a trigger sets ${column.name} when a row is inserted`;
  return {
    column,
    kind: changing ? "modified" : "created",
    proof: "trigger",
    evidence: [{ signal: "tables/trigger", weight: 0.95, says, at: setting.at, quote: setting.text.slice(0, 120) }],
    against: [],
  };
}

/** The name or comment speaks of a change, and the type can hold a moment. */
function byWords(column: ColumnFact, view: TableView): Draft | undefined {
  const type = view.typeOf(column.name);
  const holds = holdsMoment(type, view);
  if (holds === undefined) return undefined;
  const { relation } = view;
  const claim = claimOf(column.name, relation.name, commonPrefix(relation.columns.map(({ name }) => name)));
  const says = commentClaim(column);
  const kind = claim ?? says ?? (isNow(column) ? "created" : undefined);
  if (kind === undefined) return undefined;
  const proof = claim !== undefined ? "name" : says !== undefined ? "comment" : "default";
  return { column, kind, proof, evidence: wordsEvidence(column, { kind, claim, says }), against: holds };
}

function wordsEvidence(
  column: ColumnFact,
  { kind, claim, says }: { kind: "modified" | "created"; claim: string | undefined; says: string | undefined },
): Evidence[] {
  const { at, name } = column;
  const what = kind === "modified" ? "when a row was last changed" : "when a row was made";
  const found: Evidence[] = [];
  if (claim !== undefined)
    found.push({ signal: "tables/name", weight: 0.75, says: `${name} is called as what tells ${what}`, at });
  if (says === kind)
    found.push({
      signal: "tables/comment",
      weight: 0.7,
      says: `its comment says that it tells ${what}`,
      quote: (column.comment ?? "").slice(0, 160),
    });
  if (isNow(column))
    found.push({
      signal: "tables/default-now",
      weight: 0.3,
      says: `${name} is the present time by default`,
      quote: (column.default ?? "").slice(0, 80),
    });
  return found;
}

function isNow(column: ColumnFact): boolean {
  return column.default !== undefined && NOW.test(column.default) && !/uuid|current_user/i.test(column.default);
}

/** Of the row, not of something in it. */
const SAYS_CHANGE =
  /\b(?:last|latest)\s+(?:updat|modif|chang|edit)\w*|\b(?:update|updated|modification|modified|change)\s+(?:date|time|timestamp)\b|\b(?:row|record|entry)\s+(?:was|is|has been|were)\s+(?:last\s+)?(?:updated|modified|changed)|更新时间|修改时间/i;
const SAYS_CREATION =
  /\b(?:creat|insert)\w*\s+(?:date|time|timestamp)|\b(?:row|record|entry)\s+(?:was|is|has been|were)\s+(?:created|inserted|added)|创建时间/i;
const OF_THE_ROW = /\b(?:row|record|entry)\b/i;

function commentClaim({ name, comment }: ColumnFact): "modified" | "created" | undefined {
  if (comment === undefined) return undefined;
  // `logo_last_updated` speaks of the logo, whatever its comment says.
  const speaksOfOther = /updat|modif|chang|edit|creat/.test(plainName(name)) && !OF_THE_ROW.test(comment);
  if (speaksOfOther) return undefined;
  if (SAYS_CHANGE.test(comment)) return "modified";
  return SAYS_CREATION.test(comment) ? "created" : undefined;
}

/** What speaks against a column of this type as a moment; `undefined`: it can't be one. */
function holdsMoment(type: string, { catalog }: TableView): readonly Evidence[] | undefined {
  if (/^timestamp/.test(type)) return [];
  if (type === "date")
    return [{ signal: "tables/whole-days", weight: 0.2, says: "it holds whole days, so the last day is read again" }];
  // A number of seconds or milliseconds, or which of the two: the text doesn't say.
  if (/^(?:u?int(?:32|64)|decimal(?:\(\d+,0\))?)$/.test(type))
    return [{ signal: "tables/number-for-time", weight: 0.5, says: "it is a number, and nothing says of what" }];
  return catalog.dialect === "sqlite" && /^(?:text|opaque)/.test(type) ? [] : undefined;
}

/** Numbers that the database gives in the order of insertion, and the row's own version. */
function byNumber(column: ColumnFact, view: TableView): Draft | undefined {
  const { at, name } = column;
  if (view.typeOf(name) === "rowversion") {
    const says = `${name} is a version that the database raises at each change`;
    return {
      column,
      kind: "rowversion",
      proof: "type",
      evidence: [{ signal: "tables/rowversion", weight: 0.98, says, at }],
      against: [],
    };
  }
  const proof = sequenceProof(column, view.relation, view);
  if (proof === undefined) return undefined;
  const says = `${name} is numbered by the database as rows are inserted`;
  return {
    column,
    kind: "sequence",
    proof,
    evidence: [{ signal: "tables/sequence", weight: 0.6, says, at }],
    against: [],
  };
}

function sequenceProof(
  column: ColumnFact,
  relation: RelationFact,
  view: TableView,
): CursorCandidate["evidence"] | undefined {
  if (column.identity) return "identity";
  if (/^(?:SMALL|BIG)?SERIAL\d?$/.test(column.type.name)) return "default";
  if (/\bnextval\b|\bnext\s+value\s+for\b/i.test(column.default ?? "")) return "default";
  const isRowid =
    view.catalog.dialect === "sqlite" &&
    column.type.name === "INTEGER" &&
    relation.primaryKey?.columns.length === 1 &&
    relation.primaryKey.columns[0] === column.name &&
    relation.traits.withoutRowid !== true;
  if (isRowid) return "identity";
  const numbered = view.settings.find(
    (one) =>
      one.column.toLowerCase() === column.name.toLowerCase() &&
      one.events.includes("insert") &&
      /\bnextval\b|\bgen_id\b|\bnext\s+value\s+for\b/i.test(one.text),
  );
  return numbered ? "trigger" : undefined;
}
