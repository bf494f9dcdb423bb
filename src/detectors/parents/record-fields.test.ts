import { describe, expect, it } from "vitest";
import type { Finding } from "../../evidence/finding.ts";
import type { ParentLink } from "../../model/stream.ts";
import { listedStream, operation, parameter } from "../test-support.ts";
import { withRecordFields } from "./record-fields.ts";

interface Case {
  readonly name: string;
  readonly path: string;
  readonly fields: readonly string[];
  readonly links: readonly { readonly stream: string; readonly field: string; readonly param: string }[];
  readonly single?: boolean;
  readonly expected: readonly (string | undefined)[];
}

const cases: readonly Case[] = [
  {
    name: "the parameter's name",
    path: "/groups/{group_id}/members",
    fields: ["id"],
    links: [{ stream: "groups", field: "id", param: "group_id" }],
    expected: ["group_id"],
  },
  {
    name: "as the document writes it",
    path: "/groups/{groupId}/members",
    fields: ["id", "created_at"],
    links: [{ stream: "groups", field: "id", param: "groupId" }],
    expected: ["groupId"],
  },
  {
    name: "what can't be a column's name is mended",
    path: "/groups/{group-id}/members",
    fields: ["id"],
    links: [{ stream: "groups", field: "id", param: "group-id" }],
    expected: ["group_id"],
  },
  {
    name: "a name that every record has for itself is told apart by the parent's",
    path: "/transfers/{id}/reversals",
    fields: ["id"],
    links: [{ stream: "transfers", field: "id", param: "id" }],
    expected: ["transfer_id"],
  },
  {
    name: "unless the record names it",
    path: "/transfers/{id}/reversals",
    fields: ["id", "transfer"],
    links: [{ stream: "transfers", field: "id", param: "id" }],
    expected: [undefined],
  },
  {
    name: "nothing where the record says it already",
    path: "/groups/{group_id}/members",
    fields: ["id", "groupId"],
    links: [{ stream: "groups", field: "id", param: "group_id" }],
    expected: [undefined],
  },
  {
    name: "nothing where the record has a field of that name in another case",
    path: "/projects/{status}/tasks",
    fields: ["id", "STATUS"],
    links: [{ stream: "stages", field: "code", param: "status" }],
    expected: [undefined],
  },
  {
    name: "one for each of several parents",
    path: "/repos/{owner}/{repo}/issues",
    fields: ["id"],
    links: [
      { stream: "repos", field: "login", param: "owner" },
      { stream: "repos", field: "name", param: "repo" },
    ],
    expected: ["owner", "repo"],
  },
  {
    name: "nothing for one object that is picked by its own key",
    path: "/tasks/{task_gid}",
    fields: ["gid"],
    links: [{ stream: "tasks_compact", field: "gid", param: "task_gid" }],
    single: true,
    expected: [undefined],
  },
  {
    name: "whose the one object of a parent is",
    path: "/users/{user_id}/settings",
    fields: ["theme"],
    links: [{ stream: "users", field: "id", param: "user_id" }],
    single: true,
    expected: ["user_id"],
  },
];

describe("withRecordFields", () => {
  it.each(cases)("$name", ({ path, fields, links, single, expected }) => {
    const parameters = links.map(({ param }) => parameter(param, { in: "path" }));
    const stream = listedStream("records", operation(`GET ${path}`, { parameters }), {
      record: { type: "object", properties: Object.fromEntries(fields.map((field) => [field, { type: "string" }])) },
      many: !single,
    });
    const value = links.map(
      ({ stream: name, field, param }): ParentLink => ({
        stream: name,
        field: [field],
        param: { name: param, in: "path" },
      }),
    );
    const finding: Finding<readonly ParentLink[]> = {
      about: "parents",
      stream: "records",
      value,
      confidence: 0.9,
      evidence: [],
      against: [],
      rivals: [],
    };
    const [found] = withRecordFields([finding], [stream]);
    expect(found?.value.map(({ recordField }) => recordField)).toEqual(expected);
  });
});
