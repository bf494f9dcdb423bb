import { describe, expect, it } from "vitest";
import type { OperationFact } from "../../evidence/http-facts.ts";
import { httpFacts, media, operation, parameter, response } from "../test-support.ts";
import { detectStreams } from "./detect-streams.ts";

const LIST = response({
  properties: { data: { items: { properties: { id: {}, name: {} } } }, has_more: { type: "boolean" } },
});
const ONE = response({ properties: { id: {}, name: {}, created: {} } });
const FILE = response(undefined, { content: [media({ type: "string", format: "binary" }, [], "application/pdf")] });
const UNSTATED = response(undefined);

function op(
  id: string,
  summary: string | undefined,
  answer = LIST,
  partial: Partial<OperationFact> = {},
): OperationFact {
  return operation(id, { summary, responses: [answer], ...partial });
}

function listed(...operations: OperationFact[]) {
  return detectStreams(httpFacts(operations)).streams.map(({ operation: { id }, selected, many }) => ({
    id,
    selected,
    many,
  }));
}

describe("operations that are streams", () => {
  const cases: readonly [string, OperationFact, { many: boolean }][] = [
    ["an operation that is called by name and reads", op("GET /#Action=DescribeClusters", undefined), { many: true }],
    ["a fragment that only tells paths apart", op("GET /tags#resourceName", "List tags"), { many: true }],
    ["reports that are generated", op("GET /reports/sales", "Generate a report of sales"), { many: true }],
    [
      "a heading whose description only tells",
      op("GET /offers", "Offers", LIST, { description: "Offers that are open. Create an offer first." }),
      { many: true },
    ],
    ["a list", op("GET /users", "List users"), { many: true }],
    ["a list without a word", op("GET /users", undefined), { many: true }],
    ["the list of a parent", op("GET /projects/{id}/sections", "Get the sections of a project"), { many: true }],
    ["a singleton", op("GET /settings", "Get the settings", ONE), { many: false }],
    ["who asks", op("GET /me", "Get the current user", ONE), { many: false }],
    ["a search by POST", op("POST /contacts/search", "Search contacts"), { many: true }],
    ["a query by POST", op("POST /databases/{id}/query", "Query a database"), { many: true }],
    [
      "a report by POST that says that it returns",
      op("POST /freeBusy", "Returns busy times", LIST, { operationId: "freebusy.query" }),
      { many: true },
    ],
    ["a noun that is a verb elsewhere", op("GET /transfers", "Transfers of an account"), { many: true }],
    ["logins", op("GET /profile/logins", "Logins list"), { many: true }],
    [
      "a report that is run",
      op(
        "POST /{property}:runReport",
        "Returns a customized report of events",
        response({ properties: { rows: { items: { properties: { a: {}, b: {} } } }, rowCount: {} } }),
      ),
      { many: true },
    ],
    ["a plural of a deed", op("GET /cancel-reasons", "List cancel reasons"), { many: true }],
    [
      "an analysis that is run",
      op("GET /runPagespeed", "Runs an analysis of the page and returns scores", ONE),
      { many: false },
    ],
    ["a POST of pages", op("POST /alerts/paged", "Gets alerts paged"), { many: true }],
    [
      "interfaces that are the records",
      op("GET /apis", "Get all APIs", UNSTATED, { parameters: [parameter("since")] }),
      { many: true },
    ],
    ["a status of a thing", op("GET /orders/{id}/status", "Get the status of an order", ONE), { many: false }],
    [
      "JSON that is called text",
      op(
        "GET /quotes",
        "List quotes",
        response(undefined, { content: [media(undefined, ['{"quotes":[{"id":1}]}'], "text/html")] }),
      ),
      { many: true },
    ],
    ["a list whose answer isn't shown", op("GET /invoices", "List invoices", UNSTATED), { many: true }],
    [
      "versions of a thing, in pages",
      op("GET /projects/{id}/version", "Get project versions", LIST, { parameters: [parameter("startAt")] }),
      { many: true },
    ],
    [
      "a list of which only any failure is shown",
      op("GET /articles", "List articles", response(undefined, { status: "default", description: "Unexpected error" })),
      { many: true },
    ],
  ];
  it.each(cases)("%s", (_, fact, { many }) => {
    expect(listed(fact)).toEqual([{ id: fact.id, selected: true, many }]);
  });
});

describe("operations that are none", () => {
  const cases: readonly [string, OperationFact, RegExp][] = [
    ["other methods", op("DELETE /users/{id}", "Delete a user"), /changes/],
    [
      "a POST that creates",
      op("POST /users", "Create a user", response({ properties: { id: {} } }, { status: "201" })),
      /changing|201/,
    ],
    ["a POST that doesn't say what it does", op("POST /users", undefined), /POST/],
    ["a POST that returns goods", op("POST /payments/{id}/returns", "Return payment", ONE), /POST/],
    [
      "a POST that downloads, which is counted",
      op("POST /downloads/images/{id}", "Download an image", ONE),
      /downloads/,
    ],
    ["a POST that reports something", op("POST /users/{id}/location", "Report a location", ONE), /changing/],
    [
      "a POST that marks as read",
      op("POST /events/{id}/read", "Event mark as read", ONE, { operationId: "eventRead" }),
      /changing/,
    ],
    ["a method that hands back", op("POST /submissions/{id}:return", "Returns a submission", ONE), /changes|POST/],
    ["a session that ends", op("GET /apps/{token}/de-authenticate", "Ends a token", ONE), /done/],
    ["a job that is forced", op("GET /integrations/contacts", "Force synchronization with others", ONE), /doing/],
    ["a POST whose path searches and that creates one", op("POST /searches", "Create a search", ONE), /changing/],
    ["a GET that revokes", op("GET /auth.revoke", "Revokes a token.", ONE), /done|doing/],
    ["a method that pushes", op("GET /views.push", "Push a view onto the stack.", ONE), /done/],
    ["a GET that verifies a token", op("GET /senders/verify/{token}", "Verify a sender", UNSTATED), /done/],
    [
      "a link that resets a password",
      op(
        "GET /customers/{id}/password/resetLinkToken/{token}",
        "Check if the token is valid",
        response({ type: "boolean" }),
      ),
      /done|whether|single/,
    ],
    ["a GET that uninstalls", op("GET /apps/uninstall", "Uninstalls your app from a workspace", ONE), /done|command/],
    ["a step of signing in", op("GET /oauth/authorize", "Authorize", response({ type: "string" })), /proving|done/],
    ["the API's health", op("GET /v1/health", "Health check", ONE), /API itself/],
    ["the API's own ping", op("GET /ping", undefined, UNSTATED), /API itself/],
    ["a PDF", op("GET /quotes/{id}/pdf", "Download a quote", FILE), /file/],
    ["a download that isn't described", op("GET /media/{code}/download", "Download a media file", UNSTATED), /file/],
    [
      "no body",
      op("GET /gists/{id}/star", "Check if a gist is starred", response(undefined, { status: "204" })),
      /204/,
    ],
    ["a redirect", op("GET /tarball/{ref}", "Download an archive", response(undefined, { status: "302" })), /302/],
    ["only failures", op("GET /blocks/{name}", "Get a block", response(undefined, { status: "404" })), /failures/],
    [
      "a yes or no",
      op("GET /following/contains", "Check if you follow", response({ type: "boolean" })),
      /whether|single/,
    ],
    [
      "a count",
      op("GET /users/$count", "Get the number of users", response({ type: "integer" })),
      /step before|single/,
    ],
    ["references of a list", op("GET /groups/{id}/members/$ref", "Get references"), /step before/],
    ["events without end", op("GET /tweets/stream", "Streams tweets in real-time"), /doesn't end/],
    ["an operation that is called by name and deletes", op("GET /#Action=DeleteCluster", "Deletes it", ONE), /by name/],
    ["one whose verb nobody knows", op("GET /#Action=BacktrackCluster", undefined, ONE), /by name/],
    [
      "one that a fixed parameter names",
      op("GET /rest", "Photos", ONE, {
        parameters: [parameter("method", { required: true, schema: { type: "string", enum: ["photos.addTags"] } })],
      }),
      /by name/,
    ],
    ["a key that is made", op("GET /key/generate", "Generate API Key", ONE), /makes a new/],
    [
      "a code that is sent",
      op("GET /account/mobile", "Generate Mobile OTP to start registration.", ONE),
      /makes a new/,
    ],
    ["a GET that makes a copy", op("GET /boxes/{name}/fork", undefined, ONE), /done/],
    ["a GET that pays out", op("GET /faucet", "Withdraws coins to the address", ONE), /doing/],
    [
      "a heading whose description commands",
      op("GET /offers/subscriptions", "Offers subscriptions", ONE, {
        description: "Create a subscription for a fare.",
      }),
      /doing|command/,
    ],
    ["what can be asked", op("GET /api/v1", "Get the list of all endpoints", ONE), /API itself/],
  ];
  it.each(cases)("%s", (_, fact, because) => {
    const { streams, left } = detectStreams(httpFacts([fact]));
    expect(streams).toEqual([]);
    expect(left).toEqual([{ operation: fact.id, because: expect.stringMatching(because) }]);
  });
});

describe("single objects", () => {
  it("that a search is said to give are many", () => {
    const user = op("GET /users/search", undefined, ONE);
    expect(listed(user)).toEqual([{ id: user.id, selected: true, many: true }]);
    const one = op("GET /user/search", undefined, ONE);
    expect(listed(one)).toEqual([{ id: one.id, selected: true, many: false }]);
  });

  it("that count a list are offered beside nothing", () => {
    const count = op("GET /orders/count", "Count orders", response({ properties: { count: { type: "integer" } } }));
    expect(listed(count)).toEqual([{ id: count.id, selected: true, many: false }]);
    expect(listed(op("GET /orders", "List orders"), count)).toContainEqual({
      id: count.id,
      selected: false,
      many: false,
    });
  });

  it("are not offered beside their list", () => {
    expect(listed(op("GET /users", "List users"), op("GET /users/{id}", "Get a user", ONE))).toEqual([
      { id: "GET /users", selected: true, many: true },
      { id: "GET /users/{id}", selected: false, many: false },
    ]);
  });

  it("are offered where there is no list", () => {
    expect(listed(op("GET /exports/{id}", "Get an export", ONE))).toEqual([
      { id: "GET /exports/{id}", selected: true, many: false },
    ]);
  });

  it("are no lists although they come in an array", () => {
    const wrapped = response({ properties: { Invoices: { items: { properties: { InvoiceID: {} } } } } });
    const found = listed(
      op("GET /Invoices", "List invoices", wrapped),
      op("GET /Invoices/{InvoiceID}", "Get an invoice", wrapped),
    );
    expect(found.map(({ selected }) => selected)).toEqual([true, false]);
  });

  it("differ from lists by another key", () => {
    const query = [parameter("page")];
    const found = listed(
      op("GET /repositories", "List"),
      op("GET /repositories/{workspace}", "List repositories", LIST, { parameters: query }),
    );
    expect(found.map(({ selected }) => selected)).toEqual([true, true]);
  });
});

describe("what a description gets wrong", () => {
  it("counts less where other methods write at the same path", () => {
    const copied = op("GET /lists/{id}", "Remove a list", ONE);
    expect(listed(copied, operation("DELETE /lists/{id}"), operation("PUT /lists/{id}")).map(({ id }) => id)).toEqual([
      copied.id,
    ]);
    expect(listed(copied)).toEqual([]);
  });
});

it("takes the same endpoint with another slash once", () => {
  const { streams, left } = detectStreams(httpFacts([op("GET /users", "List users"), op("GET /users/", "List users")]));
  expect(streams).toHaveLength(1);
  expect(left).toEqual([{ operation: "GET /users/", because: expect.stringContaining("GET /users") }]);
});

it("finds the same whatever the order of operations", () => {
  const operations = [
    op("GET /users", "List users"),
    op("GET /users/{id}", "Get a user", ONE),
    op("GET /teams", "List teams"),
  ];
  const names = (order: readonly OperationFact[]) =>
    detectStreams(httpFacts(order))
      .streams.map(({ name }) => name)
      .sort();
  expect(names([...operations].reverse())).toEqual(names(operations));
});

it("takes operations that show nothing to answer as their siblings do", () => {
  const siblings = ["users", "teams", "tags"].map((name) => op(`GET /${name}`, `List ${name}`));
  const { records } = detectStreams(httpFacts([...siblings, op("GET /notes", "List notes", UNSTATED)]));
  const found = records.find(({ stream }) => stream === "notes");
  expect(found?.value).toEqual(["data"]);
  expect(found?.confidence).toBeLessThan(0.9);
  const alone = detectStreams(httpFacts([op("GET /notes", "List notes", UNSTATED)]));
  expect(alone.records).toEqual([]);
});
