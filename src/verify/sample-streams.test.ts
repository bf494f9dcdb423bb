import { expect, it } from "vitest";
import type { ConnectorModel } from "../model/connector-model.ts";
import type { HttpAccess } from "../model/http.ts";
import type { Stream } from "../model/stream.ts";
import { sampleStreams } from "./sample-streams.ts";
import { child, stream } from "./test-support.ts";

const model = (...streams: Stream[]) => ({ streams }) as unknown as ConnectorModel;
const names = (streams: readonly Stream[]) => streams.map(({ name }) => name);
const httpAccess = stream().access as HttpAccess;
const many = Array.from({ length: 20 }, (_, index) => stream({ name: `list_${index}` }));

it("takes all selected streams where they are few", () => {
  const chosen = sampleStreams(model(stream(), child(), stream({ name: "other", selected: false })), undefined);
  expect(names(chosen.streams)).toEqual(["orders", "lines"]);
  expect(names(chosen.few)).toEqual(["orders"]);
});

it("takes one of each shape where they are many", () => {
  const chosen = sampleStreams(
    model(...many, child({ parents: [{ stream: "list_0", field: ["id"], param: { name: "id", in: "path" } }] })),
    undefined,
  );
  expect(names(chosen.streams)).toEqual(["list_0", "lines"]);
});

it("takes those that are named, selected or not", () => {
  expect(names(sampleStreams(model(...many), ["list_3", "list_7"]).streams)).toEqual(["list_3", "list_7"]);
});

it("tells what it leaves out", () => {
  const cut = stream({ name: "cut", access: { ...httpAccess, pagination: { kind: "unknown", pageSize: 1 } } });
  expect(sampleStreams(model(stream(), child()), undefined).sample).toBeUndefined();
  expect(sampleStreams(model(...many), undefined).sample).toEqual({ of: 20, by: "shape", untried: [] });
  expect(sampleStreams(model(...many), ["list_3"]).sample).toEqual({ of: 20, by: "named", untried: [] });
  expect(
    sampleStreams(
      model(...many),
      many.map(({ name }) => name),
    ).sample,
  ).toBeUndefined();
  expect(sampleStreams(model(stream(), cut), undefined).sample).toEqual({ of: 2, by: "shape", untried: ["cut"] });
  const dark = stream({ name: "dark", schema: { type: "object" } });
  expect(sampleStreams(model(stream(), dark), undefined).sample).toEqual({ of: 2, by: "shape", untried: ["dark"] });
});
