import { expect, it } from "vitest";
import type { Incremental } from "../model/incremental.ts";
import type { Stream } from "../model/stream.ts";
import { aModel, aStream } from "../model/test-support.ts";
import { stateEffects } from "./state-effects.ts";

const CURSOR: Incremental = {
  cursorField: ["updated_at"],
  format: { kind: "date-time" },
  request: { name: "since", in: "query", format: { kind: "date-time" }, operator: "gte" },
};

const stream = (more: Partial<Omit<Stream, "access">> = {}) =>
  aStream({ path: "/orders" }, { primaryKey: [["id"]], incremental: CURSOR, ...more });

/** Without a cursor at all. */
function full({ incremental: _, ...rest }: Stream): Stream {
  return rest;
}

const parent = (name: string) => ({ stream: name, field: ["id"], param: { name: "id", in: "path" } }) as const;

it.each<[string, Stream, Stream, [string | undefined, RegExp]]>([
  ["nothing", stream(), stream(), [undefined, /^$/]],
  [
    "another cursor",
    stream(),
    stream({ incremental: { ...CURSOR, cursorField: ["changed"] } }),
    ["reset", /was updated_at and is changed/],
  ],
  [
    "a cursor written otherwise",
    stream(),
    stream({ incremental: { ...CURSOR, format: { kind: "date" } } }),
    ["reset", /date-time, now date/],
  ],
  [
    "other parents",
    stream({ parents: [parent("shops")] }),
    stream({ parents: [parent("people")] }),
    ["reset", /other parents/],
  ],
  ["another name", stream(), stream({ name: "sales" }), ["reset", /was called orders/]],
  ["no cursor any more", stream(), full(stream()), ["reset", /no cursor any more/]],
  ["another key", stream(), stream({ primaryKey: [["number"]] }), ["refresh", /was id and is number/]],
  ["a first cursor", full(stream()), stream(), ["keep", /the first run reads everything/]],
  [
    "another filter",
    stream(),
    stream({ incremental: { cursorField: ["updated_at"], format: { kind: "date-time" } } }),
    ["keep", /in another way/],
  ],
  ["a stream that isn't built", stream(), stream({ selected: false, primaryKey: [] }), [undefined, /^$/]],
])("tells what becomes of saved state: %s", (_, was, is, [kind, because]) => {
  const [effect] = stateEffects(aModel([was]), aModel([is]));
  expect([effect?.kind, effect?.because ?? ""]).toEqual([kind, expect.stringMatching(because)]);
});

it("says nothing of streams that are new", () => {
  expect(stateEffects(aModel([stream()]), aModel([stream(), aStream({ path: "/new" }, { name: "new" })]))).toEqual([]);
});
