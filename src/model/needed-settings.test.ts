import { describe, expect, it } from "vitest";
import type { ConnectorModel } from "./connector-model.ts";
import type { HttpAccess } from "./http.ts";
import { neededSettings } from "./needed-settings.ts";
import type { Setting } from "./setting.ts";
import type { Stream } from "./stream.ts";

const setting = (name: string, more: Partial<Setting> = {}): Setting => ({
  name,
  title: name,
  type: "string",
  secret: false,
  required: false,
  purpose: "input",
  ...more,
});

function stream(name: string, access: Partial<HttpAccess>, parents: readonly string[] = []): Stream {
  return {
    name,
    schema: { type: "object" },
    primaryKey: [],
    access: {
      kind: "http",
      method: "GET",
      path: `/${name}`,
      query: [],
      headers: [],
      inputs: [],
      recordsPath: [],
      pagination: { kind: "none" },
      ...access,
    },
    parents: parents.map((parent) => ({ stream: parent, field: ["id"], param: { name: "id", in: "path" } })),
    selected: true,
  };
}

const input = (name: string) => ({ inputs: [{ param: { name, in: "path" } as const, setting: name }] });
const plain = stream("plain", {});
const list = stream("lists", input("list_id"));
const member = stream("members", input("region"), ["lists"]);
const account = stream("account", input("account_id"));
const paged = stream("paged", { ...input("size"), query: [{ name: "store", value: "{store_id}" }] });

const model: ConnectorModel = {
  modelVersion: 1,
  name: "acme",
  title: "Acme",
  settings: [
    setting("account_id", { required: true }),
    setting("list_id"),
    setting("region"),
    setting("size", { default: 5 }),
    setting("store_id"),
  ],
  source: {
    kind: "http",
    baseUrl: "https://api.acme.dev",
    auth: [],
    headers: [],
    errors: [],
    webhooks: [],
    concurrency: { max: 1 },
  },
  streams: [plain, list, member, account, paged],
};

describe("neededSettings", () => {
  it.each([
    [plain, []],
    [list, ["list_id"]],
    [member, ["list_id", "region"]],
    [account, []],
    [paged, ["store_id"]],
  ])("$name", (one, needed) => {
    expect(neededSettings(model, one)).toEqual(needed);
  });
});
