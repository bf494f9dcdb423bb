import { describe, expect, it } from "vitest";
import { chooseInOverrides, selectInConnector } from "./stream-choice.ts";

const STREAMS = [
  { name: "orders", offered: true },
  { name: "invoices", offered: true },
  { name: "invoice", offered: false },
];
const named = (...words: string[]) => ({ kind: "named", words }) as const;

describe("a choice in overrides.yaml", () => {
  it.each([
    ["begins an empty file", "", named("orders"), "all:\n  selected: false\nstreams:\n  orders:\n    selected: true\n"],
    [
      "takes what is offered for a glob",
      "",
      named("inv*"),
      "all:\n  selected: false\nstreams:\n  invoices:\n    selected: true\n",
    ],
    [
      "takes the place of an earlier one, and of nothing else",
      "# mine\nall:\n  selected: false # for now\nstreams:\n  orders:\n    selected: true\n    primaryKey: [ [ id ] ] # sure\n",
      named("invoices"),
      "# mine\nall:\n  selected: false # for now\nstreams:\n  orders:\n    primaryKey: [ [ id ] ] # sure\n  invoices:\n    selected: true\n",
    ],
    [
      "leaves out what was ruled out",
      "streams: { orders: { selected: false }, invoices: { selected: true } }\n",
      { kind: "all" } as const,
      "streams: { orders: { selected: false } }\nall:\n  selected: true\n",
    ],
    [
      "takes what was ruled out where it is named",
      "streams:\n  orders:\n    selected: false\n",
      named("orders"),
      "streams:\n  orders:\n    selected: true\nall:\n  selected: false\n",
    ],
  ])("%s", (_, text, choice, expected) => {
    expect(chooseInOverrides(text, choice, STREAMS)).toBe(expected);
  });
});

it("changes nothing of a connector.yaml but what is selected", () => {
  const text = `title:  Mine # as I like it
streams:
  - name: orders
    selected:   false   # not yet
    description: "selected: true"
  - selected: true
    name: invoices
`;
  expect(selectInConnector(text, new Set(["orders"]))).toBe(
    text.replace("selected:   false   #", "selected:   true   #").replace("- selected: true", "- selected: false"),
  );
});
