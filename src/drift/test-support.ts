import { decideSource, detectSource } from "../app/analyse.ts";
import type { Ports } from "../app/ports.ts";
import { documentSide } from "../app/updating/document-side.ts";
import type { ConnectorModel } from "../model/connector-model.ts";
import type { Change } from "./change.ts";
import { compareConnector } from "./compare-connector.ts";

// A test edits whatever part of a document it speaks of.
// biome-ignore lint/suspicious/noExplicitAny: documents are trees of anything
export type Document = any;

/** A small API: a paged list that can be read incrementally, a list of parents and one of their children. */
export function acme(): Document {
  const order = {
    type: "object",
    required: ["id", "total"],
    properties: {
      id: { type: "string", description: "Identifies the order." },
      total: { type: "integer" },
      note: { type: "string" },
      status: { type: "string", enum: ["open", "paid"] },
      updated_at: { type: "string", format: "date-time", description: "When the order last changed." },
      buyer: {
        type: "object",
        properties: { name: { type: "string" }, tags: { type: "array", items: { type: "string" } } },
      },
    },
  };
  const person = { type: "object", properties: { id: { type: "string" }, email: { type: "string" } } };
  const comment = { type: "object", properties: { id: { type: "string" }, text: { type: "string" } } };
  return {
    openapi: "3.0.3",
    info: { title: "Acme", version: "1", description: "Rate limit: 600 requests per minute." },
    servers: [{ url: "https://api.acme.dev/v1" }],
    security: [{ account: [] }],
    components: {
      securitySchemes: { account: { type: "apiKey", in: "header", name: "X-Api-Key" } },
      schemas: { Order: order, Person: person, Comment: comment },
    },
    paths: {
      "/orders": {
        get: {
          operationId: "listOrders",
          tags: ["orders"],
          parameters: [
            query("limit", { type: "integer", maximum: 100, default: 20 }, "How many orders a page holds."),
            query("cursor", { type: "string" }, "Cursor of the next page, from `next_cursor`."),
            query("updated_since", { type: "string", format: "date-time" }, "Only orders that changed since then."),
            query("sort", { type: "string", enum: ["created", "-created"], default: "created" }, "Order of the list."),
            query("colour", { type: "string" }, "Only those of this colour."),
          ],
          responses: answer({
            type: "object",
            properties: {
              next_cursor: { type: "string", nullable: true },
              data: { type: "array", items: { $ref: "#/components/schemas/Order" } },
            },
          }),
        },
      },
      "/people": { get: { operationId: "listPeople", responses: answer(listOf("Person")) } },
      "/people/{person_id}/comments": {
        get: {
          operationId: "listComments",
          parameters: [{ name: "person_id", in: "path", required: true, schema: { type: "string" } }],
          responses: answer(listOf("Comment")),
        },
      },
    },
  };
}

export function query(name: string, schema: Document, description = ""): Document {
  return { name, in: "query", description, schema };
}

export function answer(schema: Document): Document {
  return { "200": { description: "All of them", content: { "application/json": { schema } } } };
}

export function listOf(schema: string): Document {
  return { type: "array", items: { $ref: `#/components/schemas/${schema}` } };
}

export interface Versions {
  /** What is done to the document before the connector is built. */
  readonly before?: (document: Document) => void;
  /** What is done to the document since. */
  readonly since: (document: Document) => void;
  /** Another connector than the one that an analysis makes. */
  readonly connector?: (model: ConnectorModel) => ConnectorModel;
}

export async function changes({ before, since, connector }: Versions): Promise<readonly Change[]> {
  const old = acme();
  before?.(old);
  const now = structuredClone(old);
  since(now);
  const detected = await detectedOf("old.json", old);
  const { model } = decideSource(detected, {});
  const built = connector ? connector(model) : model;
  return compareConnector(built, documentSide(detected), documentSide(await detectedOf("new.json", now))).changes;
}

async function detectedOf(name: string, document: Document) {
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  const ports = {
    files: { read: async (path: string) => (path === name ? bytes : undefined), list: async () => undefined },
    fetch: undefined,
    progress: () => undefined,
  };
  return detectSource([name], { allowedOrigins: [] }, ports as unknown as Ports);
}

/** `breaking field /orders`. */
export function inShort({ class: cls, about, stream }: Change): string {
  return `${cls} ${about} ${stream ?? "the source"}`;
}
