import { describe, expect, it } from "vitest";
import { detectSource } from "../analyse.ts";
import type { Ports } from "../ports.ts";
import { documentCopies, portsOfCopies, recordReads } from "./document-copies.ts";
import type { DocumentList } from "./document-list.ts";

const ROOT = `openapi: 3.0.3
info: { title: Acme, version: "1" }
paths:
  /orders:
    get:
      responses:
        "200":
          description: All
          content: { application/json: { schema: { type: array, items: { $ref: "parts/order.yaml" } } } }
`;
const ORDER = "{ type: object, properties: { id: { type: string }, total: { type: integer } } }\n";

type World = Record<string, string>;

/** Files, and addresses that answer with a text. */
function portsOn(world: World): Ports {
  const read = async (path: string) => {
    const text = world[path.replace(/^\.\//, "")];
    return text === undefined ? undefined : new TextEncoder().encode(text);
  };
  const list = async (folder: string) => {
    const names = Object.keys(world).filter((path) => path.startsWith(`${folder}/`));
    return names.length === 0 ? undefined : names.map((path) => path.slice(folder.length + 1)).sort();
  };
  const fetch = async (url: string | URL | Request) =>
    String(url) in world ? new Response(world[String(url)]) : new Response(null, { status: 404 });
  // The copies are read through nothing else.
  return { files: { read, list }, fetch, env: {}, progress: () => undefined } as unknown as Ports;
}

/** What is found at the origins, and what is found in the copies once something else lies there. */
async function thereAndBack(origins: readonly string[], world: World, later: World) {
  const recorded = recordReads(portsOn(world));
  const { facts } = await detectSource(origins, { allowedOrigins: [] }, recorded.ports);
  const copies = documentCopies(facts.documents, await recorded.read());
  const text = (content: string | Uint8Array) =>
    typeof content === "string" ? content : new TextDecoder().decode(content);
  const held = Object.fromEntries(copies.map(({ path, content }) => [`acme/${path}`, text(content)]));
  const list: DocumentList = { origins, documents: facts.documents };
  const ports = await portsOfCopies("acme", list, portsOn({ ...later, ...held }));
  const again = await detectSource(origins, { allowedOrigins: [] }, ports);
  return { facts, again: again.facts, copies };
}

const totalOf = (facts: Awaited<ReturnType<typeof thereAndBack>>["facts"]) =>
  facts.operations[0]?.responses[0]?.content[0]?.schema?.items?.properties.get("total")?.types;

describe("copies of documents", () => {
  it.each([
    ["a file and what it refers to", ["api/openapi.yaml"]],
    ["a folder", ["api"]],
    ["a path that is written another way", ["./api/openapi.yaml"]],
  ])("bring back %s as it was", async (_, origins) => {
    const world = { "api/openapi.yaml": ROOT, "api/parts/order.yaml": ORDER };
    const later = { "api/openapi.yaml": "", "api/parts/order.yaml": ORDER.replace("integer", "string") };
    const { facts, again, copies } = await thereAndBack(origins, world, later);
    expect(copies).toHaveLength(2);
    expect(again.documents).toEqual(facts.documents);
    expect([totalOf(facts), totalOf(again)]).toEqual([["integer"], ["integer"]]);
  });

  it("bring back what came from an address", async () => {
    const world = { "https://acme.dev/openapi.yaml": ROOT, "https://acme.dev/parts/order.yaml": ORDER };
    const { facts, again } = await thereAndBack(["https://acme.dev/openapi.yaml"], world, {});
    expect(again.documents).toEqual(facts.documents);
    expect([totalOf(facts), totalOf(again)]).toEqual([["integer"], ["integer"]]);
  });

  it("are kept once for documents that are alike, and lie where no search looks", async () => {
    const bytes = new TextEncoder().encode(ROOT);
    const one = { name: "a", origin: "a", sha256: "1", bytes: 1, format: "" };
    const copies = documentCopies([one, { ...one, name: "b" }, { ...one, sha256: "2" }], new Map([["1", bytes]]));
    expect(copies).toEqual([{ path: ".sourcewright/documents/1", content: bytes }]);
  });

  it.each([
    ["is missing", {}, /there is no copy of openapi\.yaml/],
    ["was edited", { "acme/.sourcewright/documents/abc": "mine" }, /the copy was edited of openapi\.yaml/],
  ])("are refused where one %s", async (_, world, message) => {
    const list = {
      origins: ["openapi.yaml"],
      documents: [{ name: "openapi.yaml", origin: "openapi.yaml", sha256: "abc" }],
    };
    await expect(portsOfCopies("acme", list, portsOn(world))).rejects.toThrow(message);
  });
});
