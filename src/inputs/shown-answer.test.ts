import { describe, expect, test } from "vitest";
import { shownAnswer } from "./shown-answer.ts";

const block = (heading: string, code: string) => `Lists things.\n\n## ${heading}\n\n\`\`\`json\n${code}\n\`\`\`\n`;

describe("answers that a description shows", () => {
  const cases: readonly [string, string, unknown][] = [
    ["plain JSON", block("Response", '{ "things": [{ "id": 1 }] }'), { things: [{ id: 1 }] }],
    [
      "types in place of values, lines left out, a forgotten comma",
      block(
        "Things Endpoint API Response",
        'Content-Type: application/json\n{\n  "message": (required, string) how it went, or "ok",\n  "things" : [\n    {\n      "id" : (string) The id\n      "live": (boolean) whether it is, {or not},\n      "tags" : (array) names\n    },\n    ...\n  ]\n}',
      ),
      { message: "<string>", things: [{ id: "<string>", live: "<boolean>", tags: "<array>" }] },
    ],
    ["names", block("Response body", '{ "events": ["Event A", "Event B", ...] }'), { events: ["Event A", "Event B"] }],
    ["remarks", block("Returns", '[\n  { "id": 1 } // the first\n]'), [{ id: 1 }]],
    ["a request", block("Request body", '{ "id": 1 }'), undefined],
    ["an error", block("Error response", '{ "code": 1 }'), undefined],
    ["no code", "## Response\n\nA list of things.", undefined],
    ["no JSON", block("Response", "HTTP/1.1 200 OK"), undefined],
    ["an empty object", block("Response", "{ }"), undefined],
  ];

  test.each(cases)("%s", (_, description, expected) => {
    expect(shownAnswer(description)).toEqual(expected);
  });

  test("hostile text ends", () => {
    expect(shownAnswer(block("Response", `${"[".repeat(5000)}`))).toBeDefined();
    expect(shownAnswer(block("Response", `{"__proto__": {"polluted": 1}}`))).toBeDefined();
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(shownAnswer(block("Response", '{ "a" "b" : : , } } ] [ "'))).toBeUndefined();
  });
});
