import type { Evidence } from "../../evidence/finding.ts";
import type { Auth } from "../../model/auth.ts";

/** One way to prove who asks, with what speaks for and against it. */
export interface AuthCandidate {
  readonly auth: Auth;
  readonly evidence: readonly Evidence[];
  readonly against: readonly Evidence[];
  /** Shifts its rank among the alternatives: "recommended" is more, "only for testing" less. */
  readonly preference?: number;
  /** Of the reading operations that need anything, how many accept it: 0 to 1. */
  readonly share?: number;
}

/** Where credentials are put: two ways with one slot are the same, whatever they call the setting. */
export function slotOf(auth: Auth): string {
  switch (auth.kind) {
    case "api-key":
      return `api-key ${auth.in} ${auth.name.toLowerCase()} ${auth.prefix?.toLowerCase() ?? ""}`;
    case "all":
      return `all ${auth.of.map(slotOf).sort().join(" + ")}`;
    case "bearer":
      return `bearer ${auth.prefix ?? ""}`;
    case "oauth2":
      return `oauth2 ${auth.grant === "refresh-token" ? "authorization-code" : auth.grant}`;
    case "custom":
      return `custom ${auth.description}`;
    default:
      return auth.kind;
  }
}

/** Whether both would be sent at one place, so that a request can't hold them together. */
export function clash(one: Auth, other: Auth): boolean {
  return placeOf(one) === placeOf(other);
}

function placeOf(auth: Auth): string {
  if (auth.kind === "api-key") return `${auth.in} ${auth.name.toLowerCase()}`;
  if (auth.kind === "session") return `${auth.sendAs.in} ${auth.sendAs.name.toLowerCase()}`;
  return auth.kind === "custom" || auth.kind === "all" || auth.kind === "none" ? slotOf(auth) : "header authorization";
}

/** Candidates with one slot become one; the first one's words for the settings stay. */
export function mergeCandidates(candidates: readonly AuthCandidate[]): AuthCandidate[] {
  const bySlot = new Map<string, AuthCandidate>();
  for (const one of candidates) {
    const slot = slotOf(one.auth);
    const held = bySlot.get(slot);
    bySlot.set(slot, held ? joined(held, one) : one);
  }
  return [...bySlot.values()];
}

function joined(held: AuthCandidate, one: AuthCandidate): AuthCandidate {
  const asks = held.auth.kind === "oauth2" && held.auth.tokenUrl === "{token_url}";
  return {
    // Of two tellings of one flow, the one that names where tokens are given out.
    auth: asks ? one.auth : held.auth,
    evidence: [...held.evidence, ...one.evidence],
    against: [...held.against, ...one.against],
    preference: Math.max(held.preference ?? 0, one.preference ?? 0),
    share: Math.max(held.share ?? 0, one.share ?? 0),
  };
}
