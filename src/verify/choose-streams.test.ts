import { expect, it } from "vitest";
import type { ConnectorModel } from "../model/connector-model.ts";
import type { Stream } from "../model/stream.ts";
import { chooseStreams } from "./choose-streams.ts";
import { child, stream } from "./test-support.ts";

const model = (...streams: Stream[]) => ({ streams }) as unknown as ConnectorModel;
const names = (streams: readonly Stream[]) => streams.map(({ name }) => name);
const many = Array.from({ length: 20 }, (_, index) => stream({ name: `list_${index}` }));

it("takes all selected streams where they are few", () => {
  const chosen = chooseStreams(model(stream(), child(), stream({ name: "other", selected: false })), undefined);
  expect(names(chosen.streams)).toEqual(["orders", "lines"]);
  expect(names(chosen.few)).toEqual(["orders"]);
});

it("takes one of each shape where they are many", () => {
  const chosen = chooseStreams(
    model(...many, child({ parents: [{ stream: "list_0", field: ["id"], param: { name: "id", in: "path" } }] })),
    undefined,
  );
  expect(names(chosen.streams)).toEqual(["list_0", "lines"]);
});

it("takes those that are named, selected or not", () => {
  expect(names(chooseStreams(model(...many), ["list_3", "list_7"]).streams)).toEqual(["list_3", "list_7"]);
});
