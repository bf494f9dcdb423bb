import { expect, it } from "vitest";
import { inShort } from "./in-short.ts";

it.each([
  ["what is short", "Reads orders.", "Reads orders."],
  ["the first paragraph", "Reads orders.\n\n# Authentication\n\nUse a key.", "Reads orders."],
  ["past a heading without a text", "# Introduction\n\nThe [Acme](https://acme.example) <b>API</b>.", "The Acme API ."],
  ["whole sentences", `${"All of it. ".repeat(60)}`, `${"All of it. ".repeat(36)}`.trim()],
  ["words where a sentence has no end", "word ".repeat(200), `${"word ".repeat(80).trim()} …`],
])("keeps %s", (_, description, short) => {
  expect(inShort(description)).toBe(short);
});
