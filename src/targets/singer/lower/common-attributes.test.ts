import { describe, expect, it } from "vitest";
import type { Pagination } from "../../../model/pagination.ts";
import { emit } from "../emit/emit.ts";
import { model, stream } from "../test-support.ts";
import { lower } from "./lower.ts";

const pages: Pagination = {
  kind: "page-number",
  pageParam: { name: "page", in: "query" },
  firstPage: 1,
  stop: { kind: "empty-page" },
};
const gone = { statuses: [404], action: "empty", message: "It is gone." } as const;

function tap(...streams: ReturnType<typeof stream>[]) {
  const { plan } = lower(model({ streams }), { connectorVersion: "0.1.0" });
  const text = (name: string) => {
    const file = emit(plan).find(({ path }) => path === `tap_acme/${name}.py`);
    return file && "content" in file ? file.content : "";
  };
  return { client: text("client"), streams: text("streams") };
}

describe("what most streams have alike", () => {
  it("is said once, and the others say what they have instead", () => {
    const listed = ["a", "b", "c"].map((name) => stream(name, { http: { pagination: pages } }));
    const { client, streams } = tap(...listed, stream("single", { http: { recordsPath: [] } }));
    expect(client).toContain('records_path: t.ClassVar[tuple[str, ...]] = ("data",)');
    expect(client).toContain("pagination: t.ClassVar[Pagination] = PageNumbers(");
    expect(streams.match(/records_path|pagination =/g)).toEqual(["records_path", "pagination ="]);
    expect(streams).toMatch(/class SingleStream[\s\S]*records_path = \(\)[\s\S]*pagination = SinglePage\(\)/);
  });

  it("stays with the streams where few have it, or it isn't known", () => {
    const two = ["a", "b"].map((name) => stream(name, { http: { pagination: pages } }));
    expect(tap(...two).client).not.toContain("pagination");
    const unknown = ["a", "b", "c"].map((name) => stream(name, { http: { pagination: { kind: "unknown" } } }));
    expect(tap(...unknown).client).not.toContain("UnknownPages");
  });

  it("has a name where it is an error that several streams give alike", () => {
    const listed = ["a", "b", "c"].map((name) => stream(name, { http: { errors: [gone] } }));
    const other = stream("d", { http: { errors: [{ ...gone, action: "fail" }] } });
    const { client, streams } = tap(...listed, other);
    expect(client).toContain('NOT_FOUND = ErrorRule((404,), "empty", message="It is gone.")');
    expect(streams.match(/errors = \(NOT_FOUND,\)/g)).toHaveLength(3);
    expect(streams).toContain('ErrorRule((404,), "fail"');
    expect(streams).toContain("from .client import NOT_FOUND, AcmeStream");
  });
});
