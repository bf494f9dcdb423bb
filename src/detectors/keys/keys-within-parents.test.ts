import { describe, expect, it } from "vitest";
import { detectParents } from "../parents/detect-parents.ts";
import { withRecordFields } from "../parents/record-fields.ts";
import { httpFacts, listedStream, operation, type PlainSchema, parameter } from "../test-support.ts";
import { detectPrimaryKeys } from "./detect-primary-keys.ts";
import { keysWithinParents } from "./keys-within-parents.ts";

interface Case {
  readonly name: string;
  /** Its parents are lists of `id`s at `/groups`, `/organizations`, `/chats`. */
  readonly path: string;
  readonly fields: Readonly<Record<string, PlainSchema>>;
  readonly stream?: string;
  /** Other operations of the API. */
  readonly others?: readonly string[];
  readonly expected: readonly (readonly string[])[];
}

const text: PlainSchema = { type: "string" };
const number: PlainSchema = { type: "integer" };

const cases: readonly Case[] = [
  {
    name: "people of a group are in several groups",
    path: "/groups/{group_id}/members",
    fields: { id: text },
    expected: [["group_id"], ["id"]],
  },
  {
    name: "whatever counts them",
    path: "/groups/{group_id}/members",
    fields: { id: number },
    expected: [["group_id"], ["id"]],
  },
  {
    name: "measurements are told apart only below their parent",
    path: "/groups/{group_id}/usage",
    fields: { date: { type: "string", format: "date" }, metric: text, value: number },
    expected: [["group_id"], ["metric"], ["date"]],
  },
  {
    name: "what repeats its parent's key under another name has it already",
    path: "/groups/{groupCode}/phone_numbers",
    stream: "phone_numbers",
    fields: { iso_group: text, phone_number: text },
    expected: [["iso_group"], ["phone_number"]],
  },
  {
    name: "users are what they are, wherever they are listed",
    path: "/groups/{group_id}/users",
    fields: { id: number },
    expected: [["id"]],
  },
  {
    name: "people of an organization are its own",
    path: "/organizations/{organization_id}/members",
    fields: { id: text },
    expected: [["id"]],
  },
  {
    name: "memberships that say whose they are have their own key",
    path: "/groups/{group_id}/members",
    fields: { id: text, group_id: text },
    expected: [["id"]],
  },
  {
    name: "things of a group are in one of them",
    path: "/groups/{group_id}/invoices",
    fields: { id: text },
    expected: [["id"]],
  },
  {
    name: "what is found only by its parent and its key",
    path: "/chats/{chat_id}/messages",
    fields: { id: text },
    others: ["GET /chats/{chat_id}/messages/{message_id}"],
    expected: [["chat_id"], ["id"]],
  },
  {
    name: "a record that says whose it is has a key of its own",
    path: "/chats/{chat_id}/messages",
    fields: { id: text, chatId: text },
    others: ["GET /chats/{chat_id}/messages/{message_id}"],
    expected: [["id"]],
  },
  {
    name: "what is found by its key alone as well",
    path: "/chats/{chat_id}/messages",
    fields: { id: text },
    others: ["GET /chats/{chat_id}/messages/{message_id}", "DELETE /messages/{message_id}"],
    expected: [["id"]],
  },
  {
    name: "below /me the parent goes without saying",
    path: "/chats/{chat_id}/messages",
    fields: { id: text },
    others: ["GET /chats/{chat_id}/messages/{message_id}", "GET /me/messages/{message_id}"],
    expected: [["chat_id"], ["id"]],
  },
  {
    name: "a number that the source counts up",
    path: "/chats/{chat_id}/messages",
    fields: { id: number },
    others: ["GET /chats/{chat_id}/messages/{message_id}"],
    expected: [["id"]],
  },
  {
    name: "an identifier that is given once in the world",
    path: "/chats/{chat_id}/messages",
    fields: { id: { type: "string", format: "uuid" } },
    others: ["GET /chats/{chat_id}/messages/{message_id}"],
    expected: [["id"]],
  },
  {
    name: "a tenant's name adds nothing",
    path: "/organizations/{organization_id}/messages",
    fields: { id: text },
    others: ["GET /organizations/{organization_id}/messages/{message_id}"],
    expected: [["id"]],
  },
  {
    name: "what is called unique stays so, wherever it is found",
    path: "/chats/{chat_id}/messages",
    fields: { id: { type: "string", description: "The unique identifier of the message" } },
    others: ["GET /chats/{chat_id}/messages/{id}"],
    expected: [["id"]],
  },
  {
    name: "unique only below its parent",
    path: "/chats/{chat_id}/messages",
    fields: { id: { type: "string", description: "A unique number of the message within the chat" } },
    others: ["GET /chats/{chat_id}/messages/{id}"],
    expected: [["chat_id"], ["id"]],
  },
];

describe("keysWithinParents", () => {
  it.each(cases)("$name", ({ path, fields, stream: named = "children", others = [], expected }) => {
    const lists = ["groups", "organizations", "chats"].map((name) =>
      listedStream(name, operation(`GET /${name}`), { record: { type: "object", properties: { id: text } } }),
    );
    const child = operation(`GET ${path}`, {
      parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => parameter(name, { in: "path" })),
    });
    const streams = [
      ...lists,
      listedStream(named, child, { recordsPath: [], record: { type: "object", properties: fields } }),
    ];
    const known = others.map((id) =>
      operation(id, {
        parameters: [...id.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => parameter(name, { in: "path" })),
      }),
    );
    const facts = httpFacts([...streams.map((stream) => stream.operation), ...known]);
    const keys = detectPrimaryKeys(streams, facts);
    const parents = withRecordFields(detectParents(streams, facts, keys), streams);
    const found = keysWithinParents(streams, facts, keys, parents).find(({ stream }) => stream === named);
    expect(found?.value).toEqual(expected);
    if (expected.length > 1 && found?.rivals[0]?.value.length)
      expect(found?.rivals[0]?.value).toEqual(expected.slice(1));
  });
});
