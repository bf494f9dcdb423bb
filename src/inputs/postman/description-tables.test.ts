import { expect, test } from "vitest";
import { collection, item, readAll } from "./test-support.ts";

const DESCRIPTION = `Lists the things of a shelf.

### Parameters

| Parameter | Type | Required | Description | Default |
|-----------|:-----|----------|-------------|---------|
| \`shelf\` | string | yes | The shelf. | |
| limit | integer | no | How many, at most 100. | 20 |
| **since** | date | Optional | Changed on or after it. | - |
| not a name | string | no | | |

### Response

| Field | Type |
| --- | --- |
| id | string |

| Code | Meaning |
| --- | --- |
| 404 | none |
`;

test("parameters in tables of the description", async () => {
  const { facts } = await readAll(
    collection([item("Things", "GET https://a.example/:shelf/things?limit=5", { description: DESCRIPTION })]),
  );
  const [operation] = facts.operations;
  expect(
    operation?.parameters.map(({ name, in: place, required, schema }) => [name, place, required, schema.types[0]]),
  ).toEqual([
    ["shelf", "path", true, "string"],
    ["limit", "query", false, "integer"],
    ["since", "query", false, "string"],
  ]);
  const [shelf, limit, since] = operation?.parameters ?? [];
  expect(shelf?.description).toBe("(Required) string: The shelf.");
  expect(limit).toMatchObject({ description: "(Optional) integer: How many, at most 100. Defaults to 20." });
  expect(since?.schema.format).toBe("date");
  expect(operation?.inPart).toBe(false);
});

test("tables of something else tell nothing", async () => {
  const description = "| A | B |\n|---|---|\n| x | y |\n\n| Name | Colour |\n|---|---|\n| x | red |\n| | ";
  const { facts } = await readAll(collection([item("Things", "GET https://a.example/things", { description })]));
  expect(facts.operations[0]?.parameters).toEqual([]);
});
