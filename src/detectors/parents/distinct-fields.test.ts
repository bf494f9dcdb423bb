import { describe, expect, it } from "vitest";
import { candidate } from "../../evidence/confidence.ts";
import { listedStream, operation } from "../test-support.ts";
import { distinctFields } from "./distinct-fields.ts";

const record = (...names: readonly string[]) => ({
  type: "object",
  properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])),
});

const link = (param: string, field: string, stream = "projects") =>
  candidate({ stream, field: [field], param: { name: param, in: "path" as const } }, [
    { signal: "parents/test", weight: 0.9, says: "test" },
  ]);

function fields(names: readonly string[], ...links: readonly ReturnType<typeof link>[]): string[] {
  const parent = listedStream("projects", operation("GET /projects"), { record: record(...names) });
  return distinctFields(links, () => parent).map(({ value }) => `${value.param.name}=${value.field.join(".")}`);
}

describe("distinctFields", () => {
  it.each([
    [
      "different fields stay",
      ["owner", "slug"],
      [link("owner", "owner"), link("project", "slug")],
      ["owner=owner", "project=slug"],
    ],
    [
      "one field twice: the parameter called like it keeps it",
      ["username", "reponame"],
      [link("project", "username"), link("username", "username")],
      ["project=reponame", "username=username"],
    ],
    ["no other name: all are left open", ["username"], [link("username", "username"), link("project", "username")], []],
    [
      "two other names: all are left open",
      ["username", "reponame", "nickname"],
      [link("username", "username"), link("project", "username")],
      [],
    ],
    [
      "a number is no name: all are left open",
      ["username", "reponame"],
      [link("username", "username"), link("build_num", "username")],
      [],
    ],
    [
      "the same field of two streams is two fields",
      ["id"],
      [link("a", "id"), link("b", "id", "others")],
      ["a=id", "b=id"],
    ],
  ])("%s", (_, names, links, expected) => {
    expect(fields(names, ...links)).toEqual(expected);
  });

  it("is less sure of the other name than of the field", () => {
    const parent = listedStream("projects", operation("GET /projects"), { record: record("username", "reponame") });
    const [, other] = distinctFields([link("username", "username"), link("project", "username")], () => parent);
    expect(other?.confidence).toBeLessThan(0.9);
  });
});
