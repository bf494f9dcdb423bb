import type { OperationFact } from "../evidence/http-facts.ts";
import type { ConnectorModel } from "../model/connector-model.ts";
import type { HttpSource } from "../model/http.ts";
import { authChanges } from "./auth-changes.ts";
import { credentialNames } from "./auth-ways.ts";
import { baseUrlChanges, pathOf } from "./base-url-changes.ts";
import type { Change, HttpStream, Matching, Side } from "./change.ts";
import { createComparison } from "./compare-records.ts";
import { recordsAt } from "./find-records.ts";
import { findSuccessors, hasOtherParent, type NewOperation } from "./find-successors.ts";
import { indexOperations, type OperationIndex } from "./match-operations.ts";
import { rateLimitChanges } from "./rate-limit-changes.ts";
import { createNodes, type Nodes } from "./schema-node.ts";
import { type Comparing, streamChanges } from "./stream-changes.ts";

export interface Drift {
  readonly changes: readonly Change[];
  /** Streams that the old documents don't hold: nothing can be said of them. */
  readonly unknown: readonly string[];
}

/**
 * A connector, what it was made from, and the documents as they are now → what changed that it cares about. Streams
 * that aren't built don't count.
 */
export function compareConnector(model: ConnectorModel, old: Side, now: Side): Drift {
  const { source } = model;
  if (source.kind !== "http") return { changes: [], unknown: [] };
  const comparing: Comparing = {
    old: { side: old, nodes: createNodes() },
    now: { side: now, nodes: createNodes() },
    compare: createComparison(),
    credentials: credentialNames(source.auth, old.facts, now.facts),
  };
  const found = matchStreams(model, source, old, now);
  const successors = successorsOf(found, comparing);
  const known = new Set([...successors.values(), ...found.both.map(({ is }) => is)]);
  const isMovedWhole = found.both.some(({ elsewhere }) => elsewhere);
  return {
    changes: [
      ...authChanges(source.auth, found.both, old, now),
      ...(isMovedWhole ? [] : sourceAddress(model, source, old, now)),
      ...rateLimitChanges(source.rateLimit, old, now),
      ...found.gone.map(({ stream, was }) => goneStream(stream, was, successors.get(stream), model)),
      ...found.both.flatMap((matched) => [
        ...ownAddress(matched, model, source, comparing),
        ...streamChanges(matched, comparing),
      ]),
      ...addedStreams(found.oldIndex, now, known),
    ],
    unknown: found.unknown,
  };
}

interface Matched {
  readonly both: readonly (Matching & {
    /** The path is another, and the address as a whole the same. */
    readonly elsewhere: boolean;
  })[];
  readonly gone: readonly { readonly stream: HttpStream; readonly was: OperationFact }[];
  readonly unknown: readonly string[];
  readonly oldIndex: OperationIndex;
  readonly nowIndex: OperationIndex;
}

function matchStreams({ streams }: ConnectorModel, { baseUrl }: HttpSource, old: Side, now: Side): Matched {
  const oldIndex = indexOperations(old.facts.operations);
  const nowIndex = indexOperations(now.facts.operations);
  const whole = indexOperations(now.facts.operations, pathOf(now.facts.servers[0]?.url ?? ""));
  const both: Matched["both"][number][] = [];
  const gone: Matched["gone"][number][] = [];
  const unknown: string[] = [];
  for (const stream of streams.filter(isRead)) {
    const { method, path } = stream.access;
    const was = oldIndex.find(method, path);
    const same = nowIndex.find(method, path);
    const is = same ?? whole.find(method, pathOf(baseUrl) + path);
    if (!was) unknown.push(stream.name);
    else if (is) both.push({ stream, was, is, elsewhere: !same });
    else gone.push({ stream, was });
  }
  return { both, gone, unknown, oldIndex, nowIndex };
}

function isRead(stream: ConnectorModel["streams"][number]): stream is HttpStream {
  return stream.access.kind === "http" && stream.selected;
}

function sourceAddress({ settings }: ConnectorModel, { baseUrl }: HttpSource, old: Side, now: Side): readonly Change[] {
  return baseUrlChanges({
    baseUrl,
    settings,
    old: old.facts.servers,
    now: now.facts.servers,
    stream: null,
    detected: { old: old.detection.baseUrl?.value.url, now: now.detection.baseUrl?.value.url },
  });
}

/** Of a stream that is read elsewhere than the others, in either document. */
function ownAddress(
  { stream, was, is }: Matching,
  { settings }: ConnectorModel,
  source: HttpSource,
  { old, now }: Comparing,
): readonly Change[] {
  if (!was.servers && !is.servers) return [];
  const held = was.servers ?? old.side.facts.servers;
  const named = is.servers ?? now.side.facts.servers;
  const baseUrl = stream.access.baseUrl ?? source.baseUrl;
  const changes = baseUrlChanges({ baseUrl, settings, old: held, now: named, stream: was.path });
  return changes.map((change) => ({ ...change, name: stream.name }));
}

function successorsOf({ gone, oldIndex }: Matched, { old, now }: Comparing): ReadonlyMap<HttpStream, OperationFact> {
  if (gone.length === 0) return new Map();
  const added = now.side.facts.operations.filter(({ method, path }) => !oldIndex.find(method, path));
  const listed = new Map(now.side.detection.streams.map((one) => [one.operation, one]));
  return findSuccessors(
    gone.map(({ stream, was }) => ({ stream, record: recordOf(stream, was, old) })),
    added.map((operation): NewOperation => {
      const record = listed.get(operation)?.record;
      const own = record && now.nodes(record);
      return { operation, record: (stream) => recordOf(stream, operation, now) ?? own };
    }),
  );
}

function recordOf(stream: HttpStream, operation: OperationFact, { side, nodes }: { side: Side; nodes: Nodes }) {
  const schema = side.answer(operation)?.media.schema;
  return schema && recordsAt(nodes(schema), stream.access.recordsPath)?.record;
}

function goneStream(
  { name, access }: HttpStream,
  was: OperationFact,
  successor: OperationFact | undefined,
  { streams }: ConnectorModel,
): Change {
  const children = streams.filter(({ parents, selected }) => selected && parents.some((link) => link.stream === name));
  const along = children.length === 0 ? "" : `; ${children.map((one) => one.name).join(", ")} can't be read without it`;
  const old = `${access.method} ${access.path}`;
  const base = { class: "breaking", stream: was.path, name } as const;
  if (!successor) {
    const detail = `the stream is gone${along}`;
    return { ...base, about: "endpoint", detail, evidence: { old, new: null, oldAt: was.at } };
  }
  const evidence = { old, new: successor.id, oldAt: was.at, newAt: successor.at };
  const moved = { ...base, evidence, successor: successor.path };
  if (successor.path === was.path)
    return { ...moved, about: "endpoint", detail: `the stream is read with ${successor.method} now` };
  return hasOtherParent(was.path, successor.path)
    ? { ...moved, about: "parents", detail: `the stream stands below another parent now: ${successor.id}` }
    : { ...moved, about: "endpoint", detail: `the stream moved to ${successor.id}${along}` };
}

function addedStreams(oldIndex: OperationIndex, { detection }: Side, known: ReadonlySet<OperationFact>): Change[] {
  return detection.streams
    .filter(
      ({ operation, many, selected }) =>
        many && selected && !known.has(operation) && !oldIndex.find(operation.method, operation.path),
    )
    .map(({ operation }) => ({
      class: "additive",
      about: "endpoint",
      stream: operation.path,
      detail: "a new list",
      evidence: { old: null, new: operation.id, newAt: operation.at },
    }));
}
