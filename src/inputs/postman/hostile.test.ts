import { expect, test } from "vitest";
import { collection, item, readAll, savedAnswer, script } from "./test-support.ts";

const NASTY = "\"'`{{ x }}{% y %}\\../../etc\n\u0000<b>$(rm)#{z}__proto__";

test("names of all kinds go through as they are, or as placeholders", async () => {
  const pair = { key: NASTY, value: NASTY, description: NASTY };
  const { facts } = await readAll(
    collection(
      [
        {
          name: NASTY,
          item: [
            item(NASTY, `GET https://a.example/${NASTY}/things`, {
              header: [pair],
              url: { raw: `https://a.example/{{${NASTY}}}/things?${NASTY}`, query: [pair], variable: [pair] },
              event: script(`pm.environment.set("${NASTY}", pm.response.json()["${NASTY}"])`),
              response: [savedAnswer({ [NASTY]: [{ ["__proto__"]: 1, constructor: 2, [NASTY]: NASTY }] })],
            }),
          ],
        },
      ],
      { variable: [pair, { key: "__proto__", value: "x" }], auth: { type: NASTY } },
    ),
  );
  expect(facts.operations).toHaveLength(1);
  const [operation] = facts.operations;
  expect(operation?.path.startsWith("/")).toBe(true);
  expect(operation?.parameters.filter(({ in: place }) => place === "header")).toEqual([]);
  expect(operation?.responses[0]?.content[0]?.schema?.properties.has(NASTY)).toBe(true);
  expect(({} as Record<string, unknown>).x).toBeUndefined();
});

const ODD: readonly (readonly [name: string, item: readonly unknown[]])[] = [
  [
    "nothing where something belongs",
    [null, 7, "x", {}, { request: null }, { request: {} }, { item: null }, { item: {} }],
  ],
  [
    "wrong kinds",
    [{ name: 5, request: { method: {}, url: 7, header: 3, body: [], auth: "x" }, response: {}, event: 4 }],
  ],
  [
    "lists of wrong kinds",
    [{ request: { url: { raw: null, host: {}, path: [null, {}, 4], query: [null, 3, "a"], variable: {} } } }],
  ],
  [
    "answers of wrong kinds",
    [{ request: "https://a.example/x", response: [null, 1, { code: "x", body: {}, header: 5 }] }],
  ],
];

test.each(ODD)("%s", async (_, items) => {
  const { facts } = await readAll(collection([...items, item("Things", "GET https://a.example/things")]));
  expect(facts.operations.some(({ id }) => id === "GET /things")).toBe(true);
});

test("folders without end", async () => {
  let nested: unknown = item("Deep", "GET https://a.example/deep");
  for (let depth = 0; depth < 2000; depth++) nested = { name: `f${depth}`, item: [nested] };
  const { facts } = await readAll(collection([nested, item("Things", "GET https://a.example/things")]));
  expect(facts.operations.map(({ id }) => id)).toContain("GET /things");
});

test("ten megabytes are read", async () => {
  const records = Array.from({ length: 400 }, (_, at) => ({ id: at, name: "x".repeat(40), token: `t0ken${at}secret` }));
  const response = [savedAnswer({ data: records })];
  const items = Array.from({ length: 350 }, (_, at) =>
    item(`List ${at}`, `GET {{base}}/r${at}/things?page=1`, { response }),
  );
  const big = collection(items);
  expect(JSON.stringify(big).length).toBeGreaterThan(10_000_000);
  const { facts } = await readAll(big);
  expect(facts.operations).toHaveLength(350);
}, 60_000);
