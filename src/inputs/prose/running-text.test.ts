import { describe, expect, it } from "vitest";
import { readOne } from "../test-support.ts";

/** What is said of the endpoint of a page whose title is "List jobs". */
async function said(text: string): Promise<string | undefined> {
  const { facts } = await readOne(`# API\n\n## List jobs\n\n\`GET /v1/jobs\`\n\n${text}\n`, "a.md");
  return facts.operations[0]?.description;
}

const SAMPLE = '```json\n[{"id": 1}]\n```';
const TABLE = "| Name | Type |\n|---|---|\n| `state` | string |";

describe("runningText", () => {
  it.each([
    ["what announces a sample", `All jobs.\n\nExample response:\n\n${SAMPLE}`, "All jobs."],
    ["the same in other words", `All jobs.\n\nSample JSON response\n\n${SAMPLE}`, "All jobs."],
    ["what introduces a table", `All jobs.\n\nThe filters are as follows:\n\n${TABLE}`, "All jobs."],
    ["labels and their values", "**Auth required** : `False`\n\nAll jobs.", "All jobs."],
    ["an endpoint alone", "`GET https://api.acme.dev/v1/jobs`\n\nAll jobs.", "All jobs."],
    ["the title", "List jobs\n\nThe newest first.", "The newest first."],
    [
      "an item's endpoint",
      "- `GET /v1/jobs` will return all jobs.\n\nThe newest first.",
      "Will return all jobs.\n\nThe newest first.",
    ],
  ])("leaves out %s", async (_, text, left) => {
    expect(await said(text)).toBe(left);
  });

  it.each([
    "Kinds of jobs:\n\n- open\n- closed",
    "All jobs.\n\nUse `state: open` to see what is open.",
    "All jobs.\n\nExample requests are shown in the guide.",
    `All jobs.\n\nWhat is above the sample and tells more than that one follows stays, whatever it ends with, since it says how jobs are ordered and what they hold:`,
  ])("keeps %j", async (text) => {
    expect(await said(text)).toBe(text);
  });
});
