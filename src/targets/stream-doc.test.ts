import { describe, expect, it } from "vitest";
import { stream } from "./singer/test-support.ts";
import { streamDoc } from "./stream-doc.ts";

const LONG = "Retrieves the history of a bank transaction that is picked by the unique id of a bank transaction";

describe("a stream's docstring", () => {
  it.each([
    ["a name alone", {}, "User groups.", undefined],
    ["a title", { title: "List groups" }, "List groups.", undefined],
    ["a title that comes again", { title: "List groups", description: "list groups." }, "List groups.", undefined],
    [
      "a title that begins the description",
      { title: "List groups", description: "List groups. Newest first." },
      "List groups.",
      "Newest first.",
    ],
    [
      "a description that goes on with the title",
      { title: "List groups", description: "List groups of a user" },
      "List groups.",
      "List groups of a user",
    ],
    ["a title of several lines", { title: LONG, description: LONG }, "User groups.", `${LONG}.`],
    ["a description alone", { description: "All of them" }, "User groups.", "All of them"],
  ])("%s", (_, told, summary, details) => {
    expect(streamDoc(stream("user_groups", told))).toEqual({ summary, details });
  });
});
