import { describe, expect, it } from "vitest";
import type { Setting } from "./setting.ts";
import type { Stream } from "./stream.ts";
import { aModel, aStream, START, TOKEN } from "./test-support.ts";
import { withUsedSettings } from "./used-settings.ts";

const input = (name: string): Setting => ({ ...START, name, type: "string", required: false, purpose: "input" });

const reports = (more: Partial<Omit<Stream, "access">> = {}) =>
  aStream({ inputs: [{ param: { name: "year", in: "path" }, setting: "year" }] }, { name: "reports", ...more });

const names = (streams: readonly Stream[], settings: readonly Setting[]) =>
  withUsedSettings(aModel(streams, { baseUrl: "https://{host}.acme.example" }, { settings })).settings.map(
    ({ name }) => name,
  );

describe("withUsedSettings", () => {
  const settings = [TOKEN, START, input("host"), input("year"), input("region")];

  it("leaves out what only streams need that aren't built", () => {
    expect(names([aStream(), reports({ selected: false })], settings)).toEqual(["access_token", "host"]);
    expect(names([aStream(), reports()], settings)).toEqual(["access_token", "host", "year"]);
  });

  it("takes no parameter of a path for a setting", () => {
    const pages = { kind: "none" } as const;
    const link = { stream: "orders", field: ["id"], param: { name: "year", in: "path" } } as const;
    const child = aStream({ path: "/{year}/reports", pagination: pages }, { name: "reports", parents: [link] });
    expect(names([aStream(), child], settings)).toEqual(["access_token", "host"]);
  });

  it("keeps what templates of a stream name", () => {
    const regional = aStream({ query: [{ name: "region", value: "eu-{region}" }] });
    expect(names([regional], settings)).toEqual(["access_token", "host", "region"]);
  });

  it("keeps the start where a stream is incremental", () => {
    const since = aStream({}, { incremental: { cursorField: ["updated_at"], format: { kind: "date-time" } } });
    expect(names([since], settings)).toEqual(["access_token", "start_date", "host"]);
  });

  it("leaves a model alone that uses all of them", () => {
    const model = aModel([aStream()], {}, { settings: [TOKEN] });
    expect(withUsedSettings(model)).toBe(model);
  });
});
