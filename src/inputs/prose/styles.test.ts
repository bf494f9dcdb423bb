import { describe, expect, test } from "vitest";
import type { OperationFact } from "../../evidence/http-facts.ts";
import type { SchemaView } from "../../evidence/schema-view.ts";
import { contextOf, readFrom, readOne } from "../test-support.ts";

/** `GET /users ?page ?limit! {path} → array`, as short as can be looked at. */
function inShort({ id, parameters, responses }: OperationFact): string {
  const names = parameters.map(
    (one) => `${one.in === "path" ? "/" : "?"}${one.name}${one.required && one.in !== "path" ? "!" : ""}`,
  );
  const good = responses.find(({ status }) => status.startsWith("2"));
  return [id, ...names, "→", shape(good?.content[0]?.schema)].join(" ");
}

function shape(view: SchemaView | undefined): string {
  if (!view) return "?";
  if (view.types[0] === "array") return `[${view.items ? shape(view.items) : ""}]`;
  return view.properties.size > 0 ? `{${[...view.properties.keys()].join()}}` : view.types.join("|");
}

/** Each in a manner that documentation is written in, in words of our own. */
const STYLES: readonly (readonly [style: string, name: string, text: string, read: readonly string[]])[] = [
  [
    "a heading with the endpoint, a table, a sample",
    "a.md",
    '## GET /users\n\n### Query parameters\n\n| Name | Type | Description |\n|---|---|---|\n| `page` | integer | The page |\n| `role` (required) | string | One of them |\n\n### Response\n\n```json\n[{"id": 1, "name": "A"}]\n```\n',
    ["GET /users ?page ?role! → [{id,name}]"],
  ],
  [
    "a title, a sample, and the request below it",
    "a.md",
    "# Kittens\n\n## List kittens\n\n```shell\ncurl https://api.acme.com/v1/kittens -H 'X-Key: k'\n```\n\n> gives\n\n```json\n[{\"id\": 1}, ...]\n```\n\n### HTTP Request\n\n`GET https://api.acme.com/v1/kittens`\n\n### Query Parameters\n\nParameter | Default | Description\n--- | --- | ---\nafter | | The last one\n",
    ["GET /v1/kittens ?after → [{id}]"],
  ],
  [
    "items with an endpoint each, numbers for placeholders",
    "a.md",
    '# Boxes\n\n## Get boxes\n\n* `GET /racks/3/boxes.json` gives the boxes on rack `3`.\n\n_Optional parameters_:\n\n* `status` - when set to `old`, old ones.\n\n###### Example\n```json\n[{"id": 1}]\n```\n\n## Get a box\n\n* `GET /boxes/2.json` gives box `2`.\n\n```json\n{"id": 1, "size": 2}\n```\n',
    ["GET /racks/{rack_id}/boxes.json /rack_id ?status → [{id}]", "GET /boxes/{box_id}.json /box_id → {id,size}"],
  ],
  [
    "labels for method and address",
    "a.md",
    '# Get all ships\n\n**Method** : `GET`\n\n**URL** : `https://api.acme.com/v4/ships`\n\n**Auth required** : `False`\n\n## Success Response\n\n**Code** : `200 OK`\n\n```json\n{"docs": [{"id": "a"}], "total": 1}\n```\n\n## Error Responses\n\n**Code** : `404 NOT FOUND`\n\n```json\n{"why": "none"}\n```\n',
    ["GET /v4/ships → {docs,total}"],
  ],
  [
    "a table of one row",
    "a.md",
    '# List teams\n\n| HTTP Method | URL | Requires Auth |\n|---|---|---|\n| GET | `/api/v1/teams.list` | yes |\n\n## Query Parameters\n\n| Key | Example | Description |\n|---|---|---|\n| `since` | `2020` | From when |\n\n## Example Response\n\n```json\n{"teams": [{"_id": "a"}], "count": 1} // all\n```\n',
    ["GET /api/v1/teams.list ?since → {teams,count}"],
  ],
  [
    "an index of endpoints, described elsewhere by their samples",
    "a.md",
    '# API\n\n| Method | Endpoint | Description |\n|---|---|---|\n| GET | `/v2/teams` | List teams |\n| DELETE | `/v2/teams/{id}` | Delete one |\n\n## List teams\n\n```bash\ncurl -H "Authorization: Bearer $TOKEN" https://api.acme.com/v2/teams?full=true\n```\n\n```json\n[{"id": 1}]\n```\n',
    ["GET /v2/teams ?full → [{id}]", "DELETE /v2/teams/{id} /id → ?"],
  ],
  [
    "tables that link to tables of types",
    "a.md",
    "# Orders\n\n### GET /orders\n\n#### Parameters\n\n|Type|Name|Description|Schema|\n|---|---|---|---|\n|**Query**|**after**  <br>*optional*|From when|string|\n|**Query**|**shop**  <br>*required*|Which|< string > array|\n\n#### Responses\n\n|HTTP Code|Description|Schema|\n|---|---|---|\n|**200**|Fine|[Answer](#answer)|\n|**404**|None|[Answer](#answer)|\n\n## Definitions\n\n### Answer\n\n|Name|Description|Schema|\n|---|---|---|\n|**orders**  <br>*optional*|All|[OrderList](#orderlist)|\n|**next**  <br>*optional*|Where|string|\n\n### OrderList\n\n*Type* : < [Order](#order) > array\n\n### Order\n\n|Name|Description|Schema|\n|---|---|---|\n|**Id**  <br>*required*|The id|string|\n|**Parent**|Above|[Order](#order)|\n",
    ["GET /orders ?after ?shop! → {orders,next}"],
  ],
  [
    "the HTTP domain of Sphinx",
    "a.rst",
    'API\n===\n\nUsers\n-----\n\n.. http:get:: /users/(string:login)/posts/\n\n   Posts of a user.\n\n   .. sourcecode:: json\n\n      {"results": [{"id": 1}], "next": null}\n\n   :query int limit: how many\n   :statuscode 404: no such user\n',
    ["GET /users/{login}/posts/ /login ?limit → {results,next}"],
  ],
  [
    "code blocks with the endpoint, samples in a chapter of their own",
    "a.rst",
    'Users\n=====\n\n.. code-block:: url\n\n   GET /users\n\nGives users.\n\n======= ========\nName    What\n======= ========\nlimit   How many\n======= ========\n\n.. code-block:: url\n\n   GET /users/<id>\n\nGives one.\n\nExamples\n--------\n\nAll:\n\n.. code-block:: bash\n\n   curl https://api.acme.com/v3/users\n\nSample response:\n\n.. code-block:: javascript\n\n   {"items": [{"id": 1}]}\n',
    ["GET /users ?limit → {items}", "GET /users/{id} /id → ?"],
  ],
  [
    "HTML with sentences and kinds in place of values",
    "a.html",
    '<!doctype html><h1>Books</h1><h2>Lists</h2><p>Books are found at <code>/books</code>.</p><pre><code>{\n "count": &lt;number&gt;,\n "results": &lt;array of Books&gt;\n}</code></pre><h3><code>topic</code></h3><p>About what.</p><h2>One</h2><p>It is at <code>/books/&lt;id&gt;</code>.</p>',
    ["GET /books ?topic → {count,results}", "GET /books/{id} /id → ?"],
  ],
  [
    "definition lists in HTML",
    "a.html",
    "<!doctype html><h1>API</h1><dl class='http get'><dt><code>GET /users</code></dt><dd><p>All users.</p><dl><dt>page</dt><dd>Which</dd></dl></dd></dl>",
    ["GET /users ?page → ?"],
  ],
  [
    "HTML that Sphinx makes",
    "a.html",
    '<!doctype html><title>API</title><section id="users"><h1>Users<a class="headerlink" href="#users">¶</a></h1><dl class="http get"><dt id="get--users"><span><span>GET</span> <span>/users/</span></span><a class="headerlink" href="#get--users">¶</a></dt><dd><p>All users.</p><div class="highlight-json"><div class="highlight"><pre><span></span><span>{</span><span>"items"</span>: [{"id": 1}]}</pre></div></div><dl class="field-list simple"><dt>Query Parameters<span>:</span></dt><dd><ul><li><p><strong>page</strong> (<em>int</em>) – which page</p></li></ul></dd></dl></dd></dl></section>',
    ["GET /users/ ?page → {items}"],
  ],
  [
    "tags of GitBook",
    "a.md",
    '# Pies\n\n{% swagger baseUrl="https://api.acme.com" path="/v1/pies" method="get" summary="List pies" %}\n{% swagger-parameter in="query" name="recipe" type="string" required="true" %}\nHow it is made\n{% endswagger-parameter %}\n\n{% swagger-response status="200" description="Fine" %}\n```\n{ "pies": [{ "id": 1 }], "next": "a" }\n```\n{% endswagger-response %}\n{% endswagger %}\n',
    ["GET /v1/pies ?recipe! → {pies,next}"],
  ],
  [
    "sentences",
    "a.md",
    "# Notes\n\n## Reading notes\n\nTo list them, make a `GET` request to `/notes`. Pass the `since` query parameter for new ones.\n",
    ["GET /notes ?since → ?"],
  ],
];

test.each(STYLES)("%s", async (_, name, text, read) => {
  const { facts } = await readOne(text, name);
  expect(facts.operations.map(inShort)).toEqual(read);
});

describe("what belongs to an endpoint", () => {
  const page = (text: string) => readOne(text, "a.md").then(({ facts }) => facts);

  test("its title, its words, and its place", async () => {
    const facts = await page(
      "# Users API\n\n## List users\n\nGives all users.\n\n`GET /users`\n\n## Legacy routes\n\n* `GET /old/users` does the same\n",
    );
    expect(facts.title).toBe("Users API");
    expect(facts.operations[0]).toMatchObject({
      summary: "List users",
      description: "Gives all users.",
      tags: ["Users API"],
      deprecated: false,
      at: { document: "a.md", pointer: "line 7" },
    });
    expect(facts.operations[1]).toMatchObject({ path: "/old/users", deprecated: true });
  });

  test("answers that failed are told apart", async () => {
    const [one] = (
      await page('# Get users\n\n`GET /users`\n\nErrors look like this:\n\n```json\n{"detail": "no"}\n```\n')
    ).operations;
    expect(one?.responses.map(({ status }) => status)).toEqual(["400", "200"]);
  });

  test("headers that samples show", async () => {
    const [one] = (
      await page(
        '# Users\n\n`GET /users`\n\n```http\nHTTP/1.1 200 OK\nLink: <https://a.example/users?page=2>; rel="next"\n\n[{"id": 1}]\n```\n',
      )
    ).operations;
    expect(one?.responses[0]?.headers).toMatchObject([{ name: "Link" }]);
  });

  test("the words of a table are joined with the sample", async () => {
    const facts = await page(
      '# Users\n\n## The user object\n\n| Attribute | Description |\n|---|---|\n| id | Its unique identifier |\n| name | Its name |\n\n## List users\n\n`GET /users`\n\n```json\n[{"id": 1, "name": "A"}]\n```\n',
    );
    const record = facts.operations[0]?.responses[0]?.content[0]?.schema?.items;
    expect(record?.properties.get("id")).toMatchObject({ types: ["integer"], description: "Its unique identifier" });
  });

  test("a list without a sample answers with what the page calls its object", async () => {
    const facts = await page(
      '# Teams\n\n## Team object\n\n| Field | Type |\n|---|---|\n| id | integer |\n| name | string |\n\n## List all teams\n\n`GET /teams`\n\n## List users\n\n`GET /users`\n\n```json\n[{"id": 1}]\n```\n',
    );
    expect(facts.operations.map(inShort)).toEqual(["GET /teams → [{id,name}]", "GET /users → [{id}]"]);
  });

  test("what is said of all lists goes to those that are lists", async () => {
    const facts = await page(
      '# API\n\n## Pagination\n\nAll lists are paginated with a `Link` header that holds the next page.\n\n| Parameter | Description |\n|---|---|\n| per_page | How many |\n\n## List users\n\n`GET /users`\n\n```json\n[{"id": 1}]\n```\n\n## Get a user\n\n`GET /users/{id}`\n\n```json\n{"id": 1}\n```\n',
    );
    expect(facts.operations.map(inShort)).toEqual(["GET /users ?per_page → [{id}]", "GET /users/{id} /id → {id}"]);
    expect(facts.operations[0]?.responses[0]?.headers).toMatchObject([{ name: "Link" }]);
    expect(facts.prose[0]?.text).toContain("Pagination");
  });

  test("an endpoint that needs no proof says so", async () => {
    const facts = await page("# Ships\n\n`GET /ships`\n\n**Auth required** : no\n");
    expect(facts.operations[0]?.security).toEqual([]);
  });
});

describe("servers", () => {
  test.each([
    [
      "the addresses of samples",
      "`GET /users`\n\n```\ncurl https://api.acme.com/v1/users\n```",
      "https://api.acme.com/v1",
    ],
    [
      "a base that is told",
      "`GET /users`\n\n## Base URL\n\nThe base URL is `https://api.acme.com/v2`.",
      "https://api.acme.com/v2",
    ],
    [
      "an account in the address",
      "`GET /users`\n\n```\ncurl https://api.acme.com/$ACCOUNT_ID/users\n```",
      "https://api.acme.com/{account_id}",
    ],
    ["whole addresses", "`GET https://api.acme.com/v1/users`", "https://api.acme.com"],
    ["a host that stands for another", "`GET /users`\n\n```\ncurl http://localhost:3000/users\n```", undefined],
  ])("%s", async (_, text, url) => {
    const { facts } = await readOne(`# Users\n\n${text}\n`, "a.md");
    expect(facts.servers[0]?.url).toBe(url);
    expect(facts.operations.filter(({ method }) => method === "GET")).toHaveLength(1);
  });
});

test("a path with a version of its own is not below that of the server", async () => {
  const { facts } = await readOne(
    "# API\n\n## List users\n\n`GET /users`\n\n```\ncurl https://api.acme.com/v3/users\n```\n\n## List alerts\n\n`GET /v1/alerts`\n",
    "a.md",
  );
  expect(facts.operations.map(({ path, servers }) => [path, servers?.[0]?.url])).toEqual([
    ["/users", undefined],
    ["/v1/alerts", "https://api.acme.com"],
  ]);
});

test("the address that gives out tokens is a security scheme", async () => {
  const { facts } = await readOne(
    "# API\n\n## Authentication\n\nUse OAuth 2.0: send `client_id` and a `refresh_token` with `POST https://login.acme.com/oauth/token`.\n\n## List users\n\n`GET /users`\n",
    "a.md",
  );
  expect(facts.securitySchemes).toMatchObject([
    { type: "oauth2", flows: [{ flow: "authorization-code", tokenUrl: "https://login.acme.com/oauth/token" }] },
  ]);
});

describe("folders", () => {
  test("pages include and link to one another; places name the page", async () => {
    const { facts } = await readFrom(
      ["docs"],
      contextOf({
        "docs/README.md":
          "# Acme API\n\n## Pagination\n\n| Parameter | Description |\n|---|---|\n| offset | From where |\n",
        "docs/users.md":
          '# Users\n\n`GET /users`\n\nSee [paging](README.md#pagination).\n\n{% include "users_params" %}\n',
        "docs/_users_params.md": "### Query parameters\n\n| Name | Description |\n|---|---|\n| role | Which |\n",
      }),
    );
    expect(facts.title).toBe("Acme API");
    expect(facts.operations.map(inShort)).toEqual(["GET /users ?role ?offset → ?"]);
    expect(facts.operations[0]?.at).toEqual({ document: "users.md", pointer: "line 3" });
    expect(facts.documents.map(({ name, format }) => `${name} ${format}`)).toEqual([
      "README.md Markdown",
      "users.md Markdown",
    ]);
  });

  test("an OpenAPI document beside pages is what is read", async () => {
    const { facts } = await readFrom(
      ["docs"],
      contextOf({
        "docs/README.md": "# A\n\n`GET /prose`\n",
        "docs/api.json": { openapi: "3.0.0", info: { title: "B" }, paths: { "/x": { get: { responses: {} } } } },
      }),
    );
    expect(facts.title).toBe("B");
  });
});

describe("what describes no endpoint is refused", () => {
  test.each([
    [
      "a.md",
      "# A library\n\nCall `make` for an object.",
      /a\.md describes no endpoint: no method with a path is named in it$/,
    ],
    [
      "a.html",
      "<!doctype html><h1>API</h1>",
      /a\.html looks like an HTML page that describes no endpoint; look for the address/,
    ],
    ["a.md", `# A\n\n${"GET /x ".repeat(1_300_000)}`, /too long for a page/],
    ["a.html", `<!doctype html>${"<div>".repeat(5000)}GET /x`, /nests more than 3000 elements/],
  ])("%s", async (name, text, message) => {
    await expect(readOne(text, name)).rejects.toThrow(message);
  });
});
