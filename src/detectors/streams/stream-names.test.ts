import { describe, expect, it } from "vitest";
import { operation } from "../test-support.ts";
import { streamNames } from "./stream-names.ts";

function names(...streams: readonly (string | [string, "one"])[]): Record<string, string> {
  const named = streams.map((stream) =>
    typeof stream === "string"
      ? { operation: operation(stream), many: true }
      : { operation: operation(stream[0]), many: false },
  );
  return Object.fromEntries(streamNames(named));
}

describe("stream names", () => {
  const cases: readonly [string, string][] = [
    ["GET /users", "users"],
    ["GET /api/rest/v1/attribute-groups", "attribute_groups"],
    ["GET /2010-04-01/Calls.json", "calls"],
    ["GET /projects/{id}/sections", "project_sections"],
    ["GET /repos/{owner}/{repo}/issues/{number}/comments", "issue_comments"],
    ["GET /payout", "payouts"],
    ["GET /V1/customers/search", "customers"],
    ["GET /users.list", "users"],
    ["GET /team.profile.get", "team_profiles"],
    ["GET /listings/rental/long-term", "rental_long_terms"],
    ["GET /users/me/calendarList", "user_calendars"],
    ["GET /products/attributes", "products_attributes"],
  ];
  it.each(cases)("%s is %s", (id, name) => {
    expect(names(id)).toEqual({ [id]: name });
  });

  it("are singular for one of many and as written for what there is once", () => {
    expect(names(["GET /users/{id}", "one"], ["GET /users/{id}/settings", "one"])).toEqual({
      "GET /users/{id}": "user",
      "GET /users/{id}/settings": "user_settings",
    });
  });

  it("are unique, the shorter path keeps the short name", () => {
    expect(names("GET /orgs/{org}/teams/{team}/members", "GET /teams/{id}/members")).toEqual({
      "GET /teams/{id}/members": "team_members",
      "GET /orgs/{org}/teams/{team}/members": "org_team_members",
    });
  });

  it("stay when another operation is added", () => {
    const before = names("GET /users", "GET /projects/{id}/tasks", "GET /tags/{id}/tasks");
    const after = names("GET /users", "GET /tasks", "GET /projects/{id}/tasks", "GET /tags/{id}/tasks");
    expect(after).toEqual({ ...before, "GET /tasks": "tasks" });
  });

  it("leave the scope out below which all of an API lies", () => {
    const found = names(...["calls", "messages", "queues", "keys"].map((name) => `GET /accounts/{sid}/${name}`));
    expect(Object.values(found)).toEqual(["calls", "messages", "queues", "keys"]);
  });

  it("come from the operation id or the tag where the path has no word", () => {
    const from = (partial: object) => [
      ...streamNames([{ operation: operation("GET /{year}/{month}", partial), many: true }]).values(),
    ];
    expect(from({ operationId: "getArticles" })).toEqual(["articles"]);
    expect(from({ tags: ["Stories"] })).toEqual(["stories"]);
    expect(from({})).toEqual(["records"]);
  });

  it("are safe identifiers whatever the document says", () => {
    for (const name of Object.values(names('GET /a"b\n{{x}}', "GET /../../etc", "GET /1password/ключ", "GET /")))
      expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
  });
});
