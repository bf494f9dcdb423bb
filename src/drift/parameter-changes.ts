import type { Json } from "../model/values.ts";
import type { Change, ChangeAbout } from "./change.ts";
import { type DocumentedParameter, findParameter, parameterKey, parameterName } from "./documented-parameter.ts";
import { typeInWords } from "./node-differences.ts";
import type { SchemaNode } from "./schema-node.ts";
import type { SentParameter } from "./sent-parameters.ts";

/** One stream's requests: what the connector sends, and what either document knows. */
export interface Requests {
  readonly sent: readonly SentParameter[];
  readonly old: readonly DocumentedParameter[];
  readonly now: readonly DocumentedParameter[];
  /** Names that authentication sends, in small letters: a document may list them among the parameters too. */
  readonly credentials: ReadonlySet<string>;
  /** What the new document's own paging and filters use, by `parameterKey`. */
  readonly roles: ReadonlyMap<string, ChangeAbout>;
}

export type StreamChange = Omit<Change, "stream" | "name">;

/** Parameters that came, went or mean something else. */
export function parameterChanges(requests: Requests): readonly StreamChange[] {
  const held = new Set(requests.old.map(parameterKey));
  const added = requests.now.filter((one) => !held.has(parameterKey(one)) && !isImplied(one, requests));
  const gone = requests.sent.flatMap((sent) => goneParameter(sent, requests, added));
  const taken = new Set(gone.map(({ successor }) => successor));
  return [
    ...gone.map(({ change }) => change),
    ...requests.now.filter((one) => !taken.has(one)).flatMap((one) => demanded(one, requests)),
    ...requests.sent.flatMap((sent) => otherMeaning(sent, requests)),
    ...requests.old.flatMap((one) => otherDefault(one, requests)),
    ...added
      .filter((one) => !mustBeSent(one) && one.in !== "path" && one.in !== "body" && !taken.has(one))
      .map(
        (one): StreamChange => ({
          class: "additive",
          about: requests.roles.get(parameterKey(one)) ?? "parameter",
          detail: `the optional parameter ${one.name} is new`,
          evidence: { old: null, new: parameterName(one), newAt: one.at },
          parameter: parameterName(one),
        }),
      ),
  ];
}

/** Headers that HTTP itself or the authentication takes care of. */
function isImplied({ in: place, name }: DocumentedParameter, { credentials }: Requests): boolean {
  const plain = name.toLowerCase();
  if (credentials.has(plain)) return true;
  return place === "header" && /^(accept|content-type|authorization|user-agent|host)$/.test(plain);
}

interface Gone {
  readonly change: StreamChange;
  readonly successor: DocumentedParameter | undefined;
}

/** What no document ever named was the user's word, and can't be judged. */
function goneParameter(
  { param, about, does }: SentParameter,
  { old, now }: Requests,
  added: readonly DocumentedParameter[],
): Gone[] {
  const before = findParameter(param, old);
  if (!before || findParameter(param, now)) return [];
  const alike = added.filter((one) => one.in === before.in && sameType(before, one));
  const successor = alike.length === 1 ? alike[0] : undefined;
  const change: StreamChange = {
    class: "breaking",
    about,
    detail: `the parameter ${param.name}, which ${does}, is gone${successor ? `; ${successor.name} may stand in its place` : ""}`,
    evidence: {
      old: parameterName(before),
      new: successor ? parameterName(successor) : null,
      oldAt: before.at,
      ...(successor && { newAt: successor.at }),
    },
    parameter: parameterName(before),
  };
  return [{ change, successor }];
}

function sameType(one: DocumentedParameter, other: DocumentedParameter): boolean {
  return one.node !== undefined && other.node !== undefined && typeInWords(one.node) === typeInWords(other.node);
}

function mustBeSent(one: DocumentedParameter): boolean {
  return one.required && one.default === undefined;
}

/** What must be sent now, was not asked for before, and isn't sent. */
function demanded(one: DocumentedParameter, requests: Requests): StreamChange[] {
  if (!mustBeSent(one) || one.in === "path" || isImplied(one, requests)) return [];
  const before = findParameter({ name: one.name, in: one.in === "cookie" ? "header" : one.in }, requests.old);
  if (before && mustBeSent(before)) return [];
  if (requests.sent.some(({ param }) => findParameter(param, [one]))) return [];
  return [
    {
      class: "breaking",
      about: "parameter",
      detail: before
        ? `the parameter ${one.name} must be sent now`
        : `the parameter ${one.name} is new and must be sent`,
      evidence: {
        old: before ? `${parameterName(before)} (optional)` : null,
        new: parameterName(one),
        ...(before && { oldAt: before.at }),
        newAt: one.at,
      },
      parameter: parameterName(one),
    },
  ];
}

/** A parameter that is sent, and is deprecated, written in another form or no longer takes the value that is sent. */
function otherMeaning({ param, about, does, value }: SentParameter, { old, now }: Requests): StreamChange[] {
  const [before, after] = [findParameter(param, old), findParameter(param, now)];
  if (!before?.node || !after?.node) return [];
  const told = (cls: Change["class"], detail: string, was: Json, is: Json): StreamChange => ({
    class: cls,
    about,
    detail: `the parameter ${param.name}, which ${does}, ${detail}`,
    evidence: { old: was, new: is, oldAt: before.at, newAt: after.at },
    parameter: parameterName(before),
  });
  const form = { old: formOf(before.node), now: formOf(after.node) };
  if (about === "incremental" && form.old !== undefined && form.now !== undefined && form.old !== form.now)
    return [told("breaking", `takes ${form.now}, before ${form.old}`, form.old, form.now)];
  const [held, allowed] = [before.node.enum?.map(String), after.node.enum?.map(String)];
  if (value !== undefined && allowed?.includes(value) === false && held?.includes(value) !== false)
    return [told("breaking", `no longer takes ${JSON.stringify(value)}`, value, allowed)];
  return after.deprecated && !before.deprecated ? [told("risky", "is marked as deprecated", false, true)] : [];
}

/** How a point in time is written into a parameter; undefined where the document leaves it open. */
function formOf({ types, format }: SchemaNode): string | undefined {
  if (types.size === 0 || types.has("array") || types.has("object")) return undefined;
  if (!types.has("string")) return "a number";
  return format !== undefined && /date|time/i.test(format) ? "a date" : undefined;
}

const ORDER = /sort|order|direction/i;

/** A default that the connector relies on, since it doesn't send the parameter. */
function otherDefault(one: DocumentedParameter, { sent, now, roles }: Requests): StreamChange[] {
  const after = now.find((other) => parameterKey(other) === parameterKey(one));
  // Defaults of headers are examples more often than values.
  if (
    one.in === "header" ||
    !after ||
    one.default === undefined ||
    after.default === undefined ||
    roles.has(parameterKey(one))
  )
    return [];
  if (JSON.stringify(one.default) === JSON.stringify(after.default)) return [];
  if (sent.some(({ param }) => findParameter(param, [one]))) return [];
  const sorts = ORDER.test(one.name);
  return [
    {
      class: "risky",
      about: sorts ? "pagination" : "parameter",
      detail: sorts
        ? `the records come in another order unless ${one.name} says otherwise`
        : `unless it is sent, ${one.name} is ${JSON.stringify(after.default)}, before ${JSON.stringify(one.default)}`,
      evidence: {
        old: `${one.name}=${one.default}`,
        new: `${one.name}=${after.default}`,
        oldAt: one.at,
        newAt: after.at,
      },
      parameter: parameterName(one),
    },
  ];
}
