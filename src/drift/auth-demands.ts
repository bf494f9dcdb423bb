import type { HttpFacts, OperationFact, SecurityRequirement } from "../evidence/http-facts.ts";
import { isSameWay, waysOfScheme } from "./auth-ways.ts";
import type { Change, Matching } from "./change.ts";

export interface Demands {
  readonly old: HttpFacts;
  readonly now: HttpFacts;
  /** Ways that are asked for as plain parameters. */
  readonly asked: ReadonlySet<string>;
}

/** Streams whose requests the connector's credentials satisfied, and that ask for others now, or for further ones. */
export function otherDemands(
  ways: readonly string[],
  matched: readonly Matching[],
  { old, now, asked }: Demands,
): Change[] {
  const own = matched.filter(({ stream }) => stream.access.auth === undefined);
  const has = (way: string) => asked.has(way) || ways.some((one) => isSameWay(one, way));
  const known = own.filter(({ was }) => demandsOf(was, old).length > 0 && isSatisfied(was, old, has));
  const lost = known.filter(({ is }) => !isSatisfied(is, now, has));
  const change = ({ was, is }: Matching, stream: string | null): Change => ({
    class: "breaking",
    about: "auth",
    stream,
    detail: "the credentials that the connector sends are not those that are asked for now",
    evidence: { old: demandInWords(was, old), new: demandInWords(is, now), oldAt: was.at, newAt: is.at },
  });
  const [first] = lost;
  if (first && lost.length === known.length) return [change(first, null)];
  return lost.map((one) => ({ ...change(one, one.was.path), name: one.stream.name }));
}

function demandsOf({ security }: OperationFact, facts: HttpFacts): readonly SecurityRequirement[] {
  return security ?? facts.security ?? [];
}

function isSatisfied(operation: OperationFact, facts: HttpFacts, has: (way: string) => boolean): boolean {
  const demands = demandsOf(operation, facts);
  const schemes = new Map(facts.securitySchemes.map((scheme) => [scheme.id, scheme]));
  const isHeld = (id: string) => {
    const scheme = schemes.get(id);
    return scheme === undefined || waysOfScheme(scheme).some(has);
  };
  return demands.length === 0 || demands.some((demand) => Object.keys(demand).every(isHeld));
}

function demandInWords(operation: OperationFact, facts: HttpFacts): string {
  const words = demandsOf(operation, facts).map((demand) => Object.keys(demand).join(" and ") || "nothing");
  return words.join(" or ") || "nothing";
}
