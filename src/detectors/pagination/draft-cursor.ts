import type { Evidence } from "../../evidence/finding.ts";
import type { CursorPagination } from "../../model/pagination.ts";
import type { Pointer } from "./answer-pointers.ts";
import { type Draft, doubted } from "./draft.ts";
import { sized, sizeLever } from "./draft-numbered.ts";
import { headerEvidence, leverEvidence, pointerEvidence } from "./evidence.ts";
import { lastRecordField } from "./last-record-field.ts";
import type { Observed } from "./observe.ts";
import { plainName, sameStem } from "./plain-name.ts";
import { headerInDescription, pointerInDescription } from "./pointer-in-prose.ts";
import type { Lever } from "./request-levers.ts";
import { flagStop, tokenStop } from "./stop-rule.ts";

/** Such a parameter asks for what comes before a record: older ones where the newest come first. */
const BACK = /before|ending|until|max/i;
const FORWARD = /after|starting|following/i;

/** Tokens: each token parameter with each place of the answer that can fill it. */
export function draftCursors(observed: Observed): Draft[] {
  return observed.levers.flatMap((lever) => {
    if (lever.role === "last-record") return fromLastRecord(observed, lever);
    if (lever.role === "cursor") return fromAnswer(observed, lever);
    return lever.role === "page" || lever.role === "offset" ? fromNumber(observed, lever) : [];
  });
}

function fromAnswer(observed: Observed, lever: Lever): Draft[] {
  const inBody = observed.pointers
    .filter(({ role }) => role === "next-cursor")
    .map((pointer) => pair(observed, lever, pointer));
  const inHeader = observed.headers
    .filter(({ role }) => role === "next-cursor")
    .map((header) => ({
      value: cursor(observed, lever, { from: "header", name: header.name }),
      evidence: [leverEvidence(lever), headerEvidence(header), ...flagEvidence(observed)],
      against: [],
    }));
  const shown = [...inBody, ...inHeader];
  return shown.length > 0 ? shown : fromProse(observed, lever);
}

function pair(observed: Observed, lever: Lever, pointer: Pointer): Draft {
  const leaf = pointer.path.at(-1) ?? "";
  const equal = plainName(lever.param.name) === plainName(leaf);
  const alike = equal || sameStem(lever.param.name, leaf);
  const others = observed.pointers.filter(({ role }) => role === "next-cursor").length > 1;
  const named: Evidence = {
    signal: "pagination/names-alike",
    weight: equal ? 0.7 : 0.6,
    says: `"${lever.param.name}" and "${pointer.path.join(".")}" are named alike`,
  };
  const draft: Draft = {
    value: cursor(observed, lever, { from: "body", path: pointer.path }),
    evidence: [
      leverEvidence(lever, Math.min(lever.weight, pointer.weight)),
      pointerEvidence(pointer),
      ...(alike ? [named] : []),
      ...flagEvidence(observed),
    ],
    against: [],
  };
  if (observed.pointers.some(({ path }) => plainName(path.at(-1) ?? "") === `next${plainName(leaf)}`)) {
    return doubted(
      draft,
      "own-token",
      0.6,
      `"${pointer.path.join(".")}" repeats the request's token; another is the next`,
    );
  }
  if (!equal && observed.levers.some(({ param }) => plainName(param.name) === plainName(leaf))) {
    return doubted(draft, "other-parameter", 0.3, `another parameter bears the name of "${pointer.path.join(".")}"`);
  }
  return others && !alike ? doubted(draft, "other-token", 0.3, "another field of the answer is a token, too") : draft;
}

/** The answer's schema leaves the token out, but the document speaks of it somewhere. */
function fromProse(observed: Observed, lever: Lever): Draft[] {
  const header = headerInDescription(lever.description);
  if (header) return [fromDescribedHeader(observed, lever, header)];
  const own = pointerInDescription(lever.description).filter(({ path }) => path.join(".") !== lever.param.name);
  return (own.length > 0 ? own : observed.saidElsewhere(lever.param.name)).map(({ path, quote }) =>
    doubted(
      {
        value: cursor(observed, lever, { from: "body", path }),
        evidence: [
          leverEvidence(lever),
          {
            signal: "pagination/token-in-prose",
            weight: 0.6,
            says: `the document says that "${path.join(".")}" holds it`,
            quote,
          },
        ],
        against: [],
      },
      "not-in-schema",
      0.25,
      "the answer's schema doesn't show the token",
    ),
  );
}

function fromDescribedHeader(observed: Observed, lever: Lever, name: string): Draft {
  const says = `the description of "${lever.param.name}" names the response header "${name}"`;
  return {
    value: cursor(observed, lever, { from: "header", name }),
    evidence: [leverEvidence(lever), { signal: "pagination/token-header-in-prose", weight: 0.7, says }],
    against: [],
  };
}

/** A parameter that looks like a count is a token after all, where the answer gives its next value as text. */
function fromNumber(observed: Observed, lever: Lever): Draft[] {
  const isText = lever.schema.types.includes("string") && lever.schema.types.length === 1;
  return observed.pointers.flatMap((pointer) => {
    const alike = sameStem(lever.param.name, pointer.path.at(-1) ?? "");
    const textual = pointer.role === "next-cursor" && pointer.types.includes("string");
    if (!textual || !isText || !alike || pointer.weight < 0.8) return [];
    return [pair(observed, { ...lever, role: "cursor" }, pointer)];
  });
}

function fromLastRecord(observed: Observed, lever: Lever): Draft[] {
  const found = lastRecordField(lever, observed.stream);
  if (!found) return [];
  const stop = flagStop(observed.pointers) ?? { kind: "empty-page" as const, guessed: true };
  const value: CursorPagination = {
    ...cursor(observed, lever, { from: "last-record", path: found.path }),
    stop,
  };
  const evidence = [leverEvidence(lever), found.evidence, ...flagEvidence(observed)];
  const draft: Draft = { value, evidence, against: [] };
  const others = observed.levers.filter(({ role, param }) => role === "last-record" && param.name !== lever.param.name);
  if (BACK.test(lever.param.name) && others.some(({ param }) => FORWARD.test(param.name))) {
    return [doubted(draft, "looks-back", 0.6, "another parameter asks for what comes after a record")];
  }
  const since = /since|max/i.test(lever.param.name);
  const newestFirst = /since/i.test(lever.param.name) && others.some(({ param }) => BACK.test(param.name));
  return [since ? doubted(draft, "may-be-filter", newestFirst ? 0.6 : 0.4, "the parameter may only filter") : draft];
}

function cursor(observed: Observed, lever: Lever, next: CursorPagination["next"]): CursorPagination {
  return {
    kind: "cursor",
    cursorParam: lever.param,
    ...sized(sizeLever(observed)),
    next,
    stop: tokenStop(observed.pointers),
  };
}

function flagEvidence({ pointers }: Observed): Evidence[] {
  const flag = pointers.find(({ role }) => role === "has-more" || role === "is-last");
  return flag ? [pointerEvidence(flag, 0.4)] : [];
}
