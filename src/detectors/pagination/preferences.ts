import { type Draft, doubted, sureness } from "./draft.ts";
import type { Observed } from "./observe.ts";

type Kind = Draft["value"]["kind"];

/** One documented way makes another one less likely to be the way that is meant. */
interface Preference {
  readonly id: string;
  readonly says: string;
  readonly weight: number;
  readonly applies: (context: Context) => boolean;
  readonly against: readonly Kind[];
}

interface Context {
  readonly observed: Observed;
  readonly drafts: readonly Draft[];
}

const STRONG = 0.8;

const PREFERENCES: readonly Preference[] = [
  {
    id: "token-beats-number",
    says: "the answer gives a token for the next page, which is meant to be used",
    weight: 0.3,
    applies: (context) => strong(context, "cursor"),
    against: ["page-number", "offset"],
  },
  {
    id: "promised-link-beats-number",
    says: "the answer always says where the next page is",
    weight: 0.35,
    applies: (context) => strong(context, "next-url") && linkIsMeant(context),
    against: ["page-number", "offset"],
  },
  {
    id: "number-beats-ornament",
    says: "the request can count pages itself; the link may be missing",
    weight: 0.35,
    applies: (context) => (strong(context, "page-number") || strong(context, "offset")) && !linkIsMeant(context),
    against: ["next-url"],
  },
  {
    id: "link-header-beats-number",
    says: "the answer's Link header says where the next page is",
    weight: 0.3,
    applies: (context) => strong(context, "link-header"),
    against: ["page-number", "offset", "cursor"],
  },
  {
    id: "token-beats-link",
    says: "the token alone is enough",
    weight: 0.25,
    applies: (context) => strong(context, "cursor"),
    against: ["next-url"],
  },
  {
    id: "page-beats-offset",
    says: "pages can be counted as well",
    weight: 0.3,
    applies: (context) => strong(context, "page-number"),
    against: ["offset"],
  },
  {
    id: "keyset-offered",
    says: "the list can be continued behind an id as well, as long lists may have to be",
    weight: 0.12,
    applies: ({ observed }) => observed.stream.operation.parameters.some(({ name }) => BEHIND_ID.test(name)),
    against: ["page-number", "offset"],
  },
];

const BEHIND_ID = /^(id_?(greater_?than|gt|after|min)|(min|since|after)_?id|id\[gt\])$/i;

/** Drafts with the doubts that they cast on each other. */
export function weighRivals(observed: Observed, drafts: readonly Draft[]): Draft[] {
  const context = { observed, drafts };
  const chosen = chosenKind(observed);
  const active = PREFERENCES.filter(({ applies }) => applies(context));
  return drafts.map((draft) => {
    if (chosen && drafts.some(({ value }) => value.kind === chosen)) {
      return draft.value.kind === chosen
        ? draft
        : doubted(draft, "other-method", 0.5, "a parameter chooses another way by default");
    }
    return active
      .filter(({ against }) => against.includes(draft.value.kind))
      .reduce((held, { id, weight, says }) => doubted(held, id, weight, says), draft);
  });
}

function strong({ drafts }: Context, kind: Kind): boolean {
  return drafts.some((draft) => draft.value.kind === kind && sureness(draft) >= STRONG);
}

/** The link is more than an ornament: promised, OData's (whose clients must follow it), or the only place of a token. */
function linkIsMeant({ observed, drafts }: Context): boolean {
  const link = observed.pointers.find(({ role }) => role === "next-url");
  if (!link) return false;
  const odata = observed.levers.some(({ param }) => /^\$(skip|top)$/i.test(param.name));
  if (link.promised || odata || /odata/i.test(link.path.at(-1) ?? "")) return true;
  const token = observed.levers.some(({ role }) => role === "cursor");
  return token && !drafts.some(({ value }) => value.kind === "cursor");
}

/** A parameter like `pagination_type` with a default says which way is in force. */
function chosenKind({ stream }: Observed): Kind | undefined {
  const selector = stream.operation.parameters.find(
    ({ name, schema }) =>
      /pag(ination|ing)[-_]?(type|method|mode|style|strategy)/i.test(name) && typeof schema.default === "string",
  );
  const word = String(selector?.schema.default ?? "").toLowerCase();
  if (word === "page") return "page-number";
  if (word === "offset") return "offset";
  return /cursor|token|keyset|search_after|scroll/.test(word) ? "cursor" : undefined;
}
