import { describe, expect, it } from "vitest";
import type { ConnectorModel } from "../model/connector-model.ts";
import type { Stream } from "../model/stream.ts";
import { pageProblems } from "./page-problems.ts";
import { child, request, stream } from "./test-support.ts";

const bed = (...streams: Stream[]) => ({ streams, model: { streams } as unknown as ConnectorModel });

describe("pageProblems", () => {
  it("is content when each page was read once", () => {
    const log = [request(), request({ url: "https://api.acme.example/orders?page=2" })];
    expect(pageProblems(log, bed(stream()))).toEqual({ problems: [], notes: [] });
  });

  it("sees a page that was read twice", () => {
    expect(pageProblems([request(), request()], bed(stream())).problems[0]?.detail).toMatch(/2 times the page/);
  });

  it("tells pages of different parents apart where only a header does", () => {
    const log = [request({ parent: "X-Account=1" }), request({ parent: "X-Account=2" })];
    expect(pageProblems(log, bed(stream())).problems).toEqual([]);
    expect(pageProblems([...log, request({ parent: "X-Account=2" })], bed(stream())).problems).toHaveLength(1);
  });

  it("doesn't count answers that were none", () => {
    const log = [request({ fault: "reset-mid-body" }), request({ status: 503 }), request()];
    expect(pageProblems(log, bed(stream())).problems).toEqual([]);
  });

  it("lets a parent be read once for each child, and says so", () => {
    const { problems, notes } = pageProblems([request(), request()], bed(stream(), child()));
    expect(problems).toEqual([]);
    expect(notes).toEqual(["orders was read anew for its children"]);
    expect(pageProblems([request(), request(), request()], bed(stream(), child())).problems).toHaveLength(1);
  });

  it("sees who goes on behind the end", () => {
    const behind = (page: number) => request({ url: `https://api.acme.example/orders?page=${page}`, pastEnd: true });
    expect(pageProblems([behind(4)], bed(stream())).problems).toEqual([]);
    expect(pageProblems([behind(4), behind(5)], bed(stream())).problems[0]?.detail).toMatch(/2 times behind the end/);
  });
});
