import { describe, expect, it } from "vitest";
import { readDocuments } from "./registry.ts";
import { contextOf, fetchOf } from "./test-support.ts";

const SITE = "https://docs.acme.dev/api";
const page = (body: string) => new Response(`<!doctype html><html><body>${body}</body></html>`);
const users = '<h1>Users</h1><h2>GET /users</h2><p>See the <a href="../objects#user">user</a>.</p>';
const ENDPOINT = "<h1>One</h1><h2>GET /users</h2>";

async function read(origin: string, answers: Readonly<Record<string, unknown>>) {
  const asked: string[] = [];
  const answer = fetchOf(answers);
  const fetching: typeof fetch = (input, init) => {
    asked.push(String(input));
    return answer(input, init);
  };
  const context = contextOf({}, { fetch: fetching });
  const facts = await readDocuments([origin], context);
  if (facts.kind !== "http") throw new Error("no description of an API");
  return { facts, asked, diagnostics: context.collector.diagnostics };
}

describe("pages below an address", () => {
  it("are followed from page to page, each once, in the order of links", async () => {
    const { facts, asked } = await read(`${SITE}/*`, {
      [`${SITE}/`]: page('<a href="users/">Users</a> <a href="/api/jobs#all">Jobs</a> <a href="index.html">Home</a>'),
      [`${SITE}/users/`]: page(`${users}<a href="../jobs">Jobs</a> <a href="../objects">Objects</a>`),
      [`${SITE}/jobs`]: page("<h1>Jobs</h1><h2>GET /jobs</h2><p>All of them.</p>"),
      [`${SITE}/objects`]: page(
        "<h1>Objects</h1><h2 id='user'>User</h2><table><tr><th>Field</th><th>Type</th></tr><tr><td>id</td><td>integer</td></tr><tr><td>name</td><td>string</td></tr></table>",
      ),
    });
    expect(asked).toEqual([`${SITE}/`, `${SITE}/users/`, `${SITE}/jobs`, `${SITE}/objects`]);
    expect(facts.operations.map(({ id }) => id)).toEqual(["GET /users", "GET /jobs"]);
    expect(facts.documents).toHaveLength(4);
  });

  it("are found in Markdown too", async () => {
    const { facts } = await read(`${SITE}/*`, {
      [`${SITE}/`]: new Response(
        "# API\n\nSee [users](users.md) and [the picture](a.png).\n\n`GET /jobs` gives all jobs.",
      ),
      [`${SITE}/users.md`]: new Response("# Users\n\n## List users\n\n`GET /users`\n"),
    });
    expect(facts.operations.map(({ id }) => id).sort()).toEqual(["GET /jobs", "GET /users"]);
  });

  it("begin without the last slash where the server wants it so", async () => {
    const { asked } = await read(`${SITE}/*`, { [SITE]: page(ENDPOINT) });
    expect(asked).toEqual([`${SITE}/`, SITE]);
  });

  it("leave out what lies elsewhere and what is no page", async () => {
    const links = [
      "https://acme.dev/api/x",
      "https://docs.acme.dev/blog",
      "/api/logo.png",
      "mailto:a@acme.dev",
      "/apis/x",
      "../",
    ];
    const { asked } = await read(`${SITE}/*`, {
      [`${SITE}/`]: page(ENDPOINT + links.map((link) => `<a href="${link}">x</a>`).join("")),
    });
    expect(asked).toEqual([`${SITE}/`]);
  });

  it("that can't be had are told, and the others are read", async () => {
    const { facts, diagnostics } = await read(`${SITE}/*`, {
      [`${SITE}/`]: page(`${ENDPOINT}<a href="gone">x</a>`),
    });
    expect(facts.operations).toHaveLength(1);
    expect(diagnostics).toContainEqual(
      expect.objectContaining({
        code: "input/unreadable-page",
        message: expect.stringContaining(`${SITE}/gone answers 404`),
      }),
    );
  });
});

it("a site without its first page is refused", async () => {
  await expect(read(`${SITE}/*`, {})).rejects.toThrow(`${SITE} answers 404`);
});

it("a site without end is refused", async () => {
  const endless: typeof fetch = async (input) =>
    page(`<a href="${new URL(String(input)).pathname}a/">1</a><a href="${new URL(String(input)).pathname}b/">2</a>`);
  const context = contextOf({}, { fetch: endless });
  await expect(readDocuments([`${SITE}/*`], context)).rejects.toThrow(
    /has more than 1000 pages; give a longer address$/,
  );
});
