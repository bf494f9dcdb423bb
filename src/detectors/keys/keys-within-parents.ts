import type { Evidence, Finding } from "../../evidence/finding.ts";
import type { HttpFacts } from "../../evidence/http-facts.ts";
import type { ListedStream } from "../../evidence/listed-stream.ts";
import type { ParentLink } from "../../model/stream.ts";
import type { FieldPath } from "../../model/values.ts";
import { plainName } from "../pagination/plain-name.ts";
import { singular, words } from "../streams/words.ts";
import { WITHIN_PARENT } from "./key-vocabulary.ts";
import { pickedField } from "./picked-fields.ts";
import { type KeyField, keyFields } from "./record-fields.ts";
import { resourceNames, resourceSegment } from "./resource-names.ts";
import { type Pick, type PickIndex, pickIndex, picksOf } from "./sibling-params.ts";
import { isToldUnique, widenedKey } from "./widened-key.ts";

type Key = readonly FieldPath[];

/**
 * Keys that tell records apart only below one parent get the parent's key beside them: members of groups, who are in
 * several; messages that the API itself finds only by their chat. A key that is given once in the whole API stays.
 */
export function keysWithinParents(
  streams: readonly ListedStream[],
  facts: HttpFacts,
  keys: readonly Finding<Key>[],
  parents: readonly Finding<readonly ParentLink[]>[],
): readonly Finding<Key>[] {
  const picks = pickIndex(facts);
  const byName = new Map(streams.map((stream) => [stream.name, stream]));
  const linksOf = new Map(parents.map(({ stream, value }) => [stream, value]));
  return keys.map((finding) => {
    const stream = byName.get(finding.stream ?? "");
    const links = (linksOf.get(finding.stream) ?? []).filter(({ param }) => param.in === "path");
    return stream?.many && links.length > 0 ? withinParents(finding, stream, links, picks) : finding;
  });
}

function withinParents(
  finding: Finding<Key>,
  stream: ListedStream,
  links: readonly ParentLink[],
  picks: PickIndex,
): Finding<Key> {
  const above = links.filter(({ stream: name }) => !isTenant(name)).flatMap(({ recordField }) => recordField ?? []);
  // A record that says itself whose it is stands alone, and so does its key.
  const reason = above.length === 0 ? undefined : reasonFor(finding, stream, links, picks);
  if (!reason) return finding;
  const fields = above.map((name) => [name]);
  return widenedKey(finding, fields, reason);
}

/** Of keys that hold the parent's in a field of the record's own. */
const HOLDS_PARENT = /^key\/(beside-parent|picked-within-parent)$/;

function reasonFor(
  finding: Finding<Key>,
  stream: ListedStream,
  links: readonly ParentLink[],
  picks: PickIndex,
): Evidence | undefined {
  const { value: key, evidence } = finding;
  const [only, ...others] = key;
  if (others.length > 0) return evidence.some(({ signal }) => HOLDS_PARENT.test(signal)) ? undefined : apart(stream);
  const field = keyFields(stream).find(({ path }) => path.join("\0") === only?.join("\0"));
  if (!field) return undefined;
  return membership(stream, links) ?? (isToldUnique(finding) ? undefined : foundByParent(stream, field, picks));
}

/** What is told apart by several of its fields has no key of its own, and may be the same below another parent. */
function apart({ name, operation }: ListedStream): Evidence {
  return { signal: "key/no-key-of-its-own", weight: 0.1, says: `${name} have no key of their own`, at: operation.at };
}

/** One connection reads one of these, as a rule: its name makes no key surer, only longer. */
const TENANT = /^(organi[sz]ation|org|workspace|account|tenant|company|instance|site|enterprise|customer_account)$/;

function isTenant(stream: string): boolean {
  return TENANT.test(singular(words(stream).at(-1) ?? ""));
}

/** What people are to a group, and what gathers them: one person is in several groups, a tenant's people are its own. */
const PEOPLE =
  /^(member|owner|recipient|subscriber|participant|attendee|registrant|follower|watcher|assignee|collaborator|guest|moderator)$/;
const GROUP =
  /^(team|group|role|list|segment|audience|channel|room|conversation|chat|circle|squad|department|class|course|classroom|meeting|webinar|event|project|board|distribution)$/;

/** People of a group, whose records don't say which: the same person may be in several. */
function membership(stream: ListedStream, links: readonly ParentLink[]): Evidence | undefined {
  const last = links.at(-1);
  const people = words(resourceSegment(stream.operation.path) ?? "").map(singular);
  const group = words(last?.stream ?? "").map(singular);
  if (last?.recordField === undefined || !PEOPLE.test(people.at(-1) ?? "") || !GROUP.test(group.at(-1) ?? ""))
    return undefined;
  const says = `one of the ${stream.name} may be in several ${last.stream}`;
  return { signal: "key/member", weight: 0.3, says, at: stream.operation.at };
}

/** Identifiers that are given once in the world. */
const GLOBAL =
  /^(uuid|guid|gid|sid|uid|urn|ulid|arn|nodeid|objectid|globalid|url|uri|href|selflink|sha|hash|isbn|email|emailaddress)$/;

/** The API finds one of these records only by its parent and this. */
function foundByParent(stream: ListedStream, field: KeyField, picks: PickIndex): Evidence | undefined {
  if (isGlobal(field)) return undefined;
  const found = picksOf(picks, stream.operation.path).filter((pick) => picksBy(pick, field, stream));
  const pick = found.find(({ direct, params }) => direct && params.length > 1);
  if (!pick || found.some((other) => isAlone(other, pick))) return undefined;
  const says = `"${pick.operation}" finds one record by ${pick.params.map((name) => `"${name}"`).join(" and ")} together`;
  return { signal: "key/found-by-parent", weight: 0.3, says, at: pick.parameter.at };
}

/** Finds the same kind of record without any parent; whose record it is goes without saying below `/me`. */
function isAlone({ parameter, operation, params }: Pick, pick: Pick): boolean {
  const name = plainName(parameter.name);
  const same = name === plainName(pick.parameter.name) || OWN_NAME.test(name);
  return params.length === 1 && same && !/\/(me|my|self|current)\//i.test(operation);
}

const OWN_NAME = /^(id|uuid|key|code|slug|name|number)$/;

function picksBy(pick: Pick, field: KeyField, stream: ListedStream): boolean {
  return pickedField(pick, keyFields(stream), resourceNames(stream))?.field.name === field.name;
}

function isGlobal({ plain, schema }: KeyField): boolean {
  if (GLOBAL.test(plain) || schema?.format === "uuid" || schema?.format === "uri") return true;
  // Numbers that the source counts up are given once a table, whatever the path says; a name or an index is not.
  return !WITHIN_PARENT.test(plain) && (schema?.types ?? []).some((type) => type === "integer" || type === "number");
}
