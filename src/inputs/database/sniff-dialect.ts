import type { DialectReason } from "../../evidence/database-facts.ts";
import type { DatabaseDialect } from "../../model/dialect.ts";
import type { SourceText } from "../source-document.ts";
import { DIALECT_SIGNALS, NAME_WORDS } from "./dialect-signals.ts";

/** Of a big dump the beginning and the end are looked at: data are in its middle. */
const SEARCHED = 2_000_000;
const NAME_WEIGHT = 6;
/** By less than this a dialect doesn't win for sure. */
const CLEARLY = 2;

export interface SniffedDialect {
  readonly dialect: DatabaseDialect;
  /** For the winner, the heaviest first. */
  readonly reasons: readonly DialectReason[];
  /** Another that is as likely. */
  readonly rival: DatabaseDialect | undefined;
}

/** Which database the texts were written for, by what only it has; PostgreSQL, the nearest to the standard, where nothing tells. */
export function sniffDialect(texts: readonly SourceText[]): SniffedDialect {
  const reasons = texts.flatMap((source) => [...reasonsOfFile(source), ...reasonsOfText(source.name, source.text)]);
  const scores = new Map<DatabaseDialect, number>();
  const counted = new Set<string>();
  for (const { dialect, says, weight } of reasons) {
    if (counted.has(`${dialect} ${says}`)) continue;
    counted.add(`${dialect} ${says}`);
    scores.set(dialect, (scores.get(dialect) ?? 0) + weight);
  }
  const ranked = [...scores].sort(([, a], [, b]) => b - a);
  const [best, second] = ranked;
  const dialect = best?.[0] ?? "postgresql";
  const isClose =
    second !== undefined && best !== undefined && best[1] - second[1] < CLEARLY && !areAlike(best[0], second[0]);
  return {
    dialect,
    reasons: reasons.filter((one) => one.dialect === dialect).sort((a, b) => b.weight - a.weight),
    rival: isClose ? second[0] : undefined,
  };
}

/** What is MySQL's is mostly MariaDB's too. */
function areAlike(one: DatabaseDialect, other: DatabaseDialect): boolean {
  return /^(?:mysql|mariadb)$/.test(one) && /^(?:mysql|mariadb)$/.test(other);
}

function reasonsOfFile({ name, holdsRows }: SourceText): DialectReason[] {
  const at = { document: name, pointer: "" };
  if (holdsRows)
    return [{ dialect: "sqlite", says: "it is a database of SQLite itself", weight: 100, at, quote: name }];
  return NAME_WORDS.filter(([pattern]) => pattern.test(name))
    .slice(0, 1)
    .map(([, dialect]) => ({ dialect, says: "the file's name says so", weight: NAME_WEIGHT, at, quote: name }));
}

function reasonsOfText(name: string, whole: string): DialectReason[] {
  const text = whole.length > 2 * SEARCHED ? `${whole.slice(0, SEARCHED)}\n${whole.slice(-SEARCHED)}` : whole;
  return DIALECT_SIGNALS.flatMap(({ dialects, pattern, weight, says }) => {
    const found = pattern.exec(text);
    if (!found) return [];
    const line = text.slice(0, found.index).split("\n").length;
    const quote = found[0].replace(/\s+/g, " ").trim().slice(0, 80);
    return dialects.map((dialect) => ({
      dialect,
      says,
      weight,
      quote,
      at: { document: name, pointer: `line ${line}` },
    }));
  });
}
