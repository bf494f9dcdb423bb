import { contextOf, readFrom } from "../test-support.ts";

type Outcome = Awaited<ReturnType<typeof readFrom>>;

/** A collection of version 2.1 with these requests. */
export function collection(item: readonly unknown[], overrides: Record<string, unknown> = {}): Record<string, unknown> {
  const info = { name: "Things", schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json" };
  return { info, item, ...overrides };
}

/** One request by its method and address; further members of the request and of the item. */
export function item(name: string, request: string, more: { readonly [key: string]: unknown } = {}): unknown {
  const [method = "GET", url = ""] = request.split(" ");
  const { response = [], event = [], ...rest } = more;
  return { name, event, request: { method, url, header: [], ...rest }, response };
}

export function savedAnswer(body: unknown, partial: Record<string, unknown> = {}): unknown {
  return {
    name: "OK",
    code: 200,
    header: [{ key: "Content-Type", value: "application/json; charset=utf-8" }],
    body: typeof body === "string" ? body : JSON.stringify(body, null, 2),
    ...partial,
  };
}

/** The facts of collections and environments that are given together. */
export async function readAll(...documents: readonly unknown[]): Promise<Outcome> {
  const files = Object.fromEntries(documents.map((document, index) => [`${index}.json`, document]));
  return readFrom(Object.keys(files), contextOf(files));
}

export function script(...exec: readonly string[]): unknown {
  return [{ listen: "test", script: { type: "text/javascript", exec } }];
}
