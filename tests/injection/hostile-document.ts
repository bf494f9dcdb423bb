/** Texts that break out of something: quotes, line ends, templates, comments, paths, reserved words. */
export const HOSTILE = [
  `a"b'c`,
  "line\nbreak\r\nand\ttab",
  "back\\slash \\n \\u0041 \\",
  "{{ 7 * 7 }} {% raw %} {# no #}",
  "{{ config['api_key'] }}",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: hostile on purpose
  "${HOME} $(touch CANARY) `touch CANARY`",
  "*/ <!-- --> // # ; --",
  `"""\nimport os; os.system("touch CANARY")\n"""`,
  `''' + __import__("os").system("touch CANARY") + '''`,
  "../../../etc/passwd",
  "%s %(x)s {0} {x!r} f{'x'}",
  "\u202e\u0000\u2028\ud83d\ude00\u007f",
  ": - & * ! | > @ % yaml",
  "]]> &lt; <script>",
] as const;

const all = HOSTILE.join(" ");

/** Names that a field may well have in JSON and that no language likes. */
const FIELD_NAMES = [
  ...HOSTILE.filter((text) => !text.includes("\u0000")),
  "class",
  "import",
  "None",
  "__proto__",
  "constructor",
  "__class__",
  "self",
  "type",
  "$ref",
  "a.b",
  "a/b~c",
  "*",
  "",
  " ",
  "1st",
];

const text = { type: "string", description: all, example: all, default: HOSTILE[3], enum: [...HOSTILE] };

function record(extra: Readonly<Record<string, unknown>>): unknown {
  return {
    type: "object",
    title: all,
    description: all,
    required: ["id"],
    properties: {
      id: { type: "string", description: `Unique identifier. ${all}` },
      updated_at: { type: "string", format: "date-time", description: `Last change. ${all}` },
      ...Object.fromEntries(FIELD_NAMES.map((name) => [name, { type: "string", description: all }])),
      ...extra,
    },
  };
}

function list(items: unknown, parameters: readonly unknown[], words: string): unknown {
  return {
    get: {
      operationId: `list ${words} ${all}`,
      summary: `List ${words} ${all}`,
      description: all,
      tags: [all],
      parameters: [
        { name: "limit", in: "query", description: `Page size ${all}`, schema: { type: "integer", maximum: 50 } },
        { name: "cursor", in: "query", description: `Cursor of the next page. ${all}`, schema: { type: "string" } },
        ...parameters,
      ],
      responses: {
        "200": {
          description: all,
          headers: { "X-Hostile": { description: all, schema: text } },
          content: {
            "application/json": {
              schema: {
                type: "object",
                properties: {
                  next_cursor: { type: "string", nullable: true, description: `Cursor of the next page ${all}` },
                  data: { type: "array", description: all, items },
                },
              },
            },
          },
        },
        "429": {
          description: `Too many requests ${all}`,
          headers: { "Retry-After": { description: all, schema: { type: "integer" } } },
        },
      },
    },
  };
}

/** Components are named like everything else, and some contain one another. */
const COMPONENTS = [all, "..", "__proto__", "$ref"] as const;

const reference = (name: string) => ({
  $ref: `#/components/schemas/${encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1").toWellFormed())}`,
});

/** An API whose every name, description, enum, default, path and header is hostile, and which is still an API. */
export function hostileDocument(): unknown {
  const since = {
    name: "updated_since",
    in: "query",
    description: `Only records changed since ${all}`,
    schema: { type: "string", format: "date-time" },
  };
  const version = {
    name: "X-Version",
    in: "header",
    required: true,
    description: all,
    schema: { type: "string", enum: [`v1"{{ 7 * 7 }}'\\`] },
  };
  return {
    openapi: "3.0.3",
    info: { title: `Acme ${all}`, version: all, description: all, contact: { name: all }, license: { name: all } },
    externalDocs: { url: `https://docs.acme.example/"{{ 7 * 7 }}"`, description: all },
    servers: [{ url: "https://api.acme.dev/v1", description: all }],
    tags: [{ name: all, description: all }],
    security: [{ [`key ${HOSTILE[0]}`]: [] }],
    paths: {
      "/orders": list(record({}), [since, version], "orders"),
      "/orders/{order id}/lines": list(
        record({}),
        [{ name: "order id", in: "path", required: true, description: all, schema: { type: "string" } }, version],
        "lines",
      ),
      "/class": list(reference(all), [version], "class"),
      '/it\'s "odd"/{{ 7 * 7 }}/$(touch CANARY)/list': list(record({}), [version], "odd"),
    },
    components: {
      schemas: Object.fromEntries(
        COMPONENTS.map((name, at) => [
          name,
          record({ within: reference(COMPONENTS[(at + 1) % COMPONENTS.length] ?? all) }),
        ]),
      ),
      securitySchemes: {
        [`key ${HOSTILE[0]}`]: { type: "apiKey", in: "header", name: "X-Api-Key", description: all },
      },
    },
  };
}
