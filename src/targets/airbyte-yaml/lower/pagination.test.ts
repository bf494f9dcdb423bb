import { describe, expect, it } from "vitest";
import type { Pagination } from "../../../model/pagination.ts";
import { aModel, aStream } from "../../../model/test-support.ts";
import { inQuery, lowered } from "../test-support.ts";

const sized = { sizeParam: inQuery("limit"), pageSize: 50 };
const next = { from: "body", path: ["meta", "next"] } as const;

function only(pagination: Pagination, recordsPath: readonly string[] = ["data"]) {
  const { manifest, losses } = lowered(aModel([aStream({ pagination, recordsPath })]));
  const [[name, paginator] = []] = Object.entries(manifest.definitions.paginators ?? {});
  const requester = manifest.definitions.streams.orders?.retriever.requester;
  return { name, paginator, requester, filters: manifest.definitions.response_filters, losses };
}

describe("how a list ends", () => {
  it.each([
    ["a promised short page", { kind: "short-page" }, 50],
    ["a guessed short page", { kind: "short-page", guessed: true }, undefined],
    ["an empty page", { kind: "empty-page" }, undefined],
  ] as const)("page numbers until %s", (_, stop, size) => {
    const { paginator, requester } = only({
      kind: "page-number",
      pageParam: inQuery("page"),
      firstPage: 1,
      stop,
      ...sized,
    });
    expect(paginator?.pagination_strategy.page_size).toBe(size);
    // The size is asked for in either case.
    expect(size ?? requester?.request_parameters?.limit).toBe(size ?? "50");
  });

  it.each([
    ["no-cursor", { kind: "no-cursor" }, undefined],
    ["flag", { kind: "flag", path: ["has_more"], goOn: true }, "{{ not response['has_more'] }}"],
    ["flag that says stop", { kind: "flag", path: ["done"], goOn: false }, "{{ response['done'] == true }}"],
    ["empty-page", { kind: "empty-page" }, "{{ last_page_size == 0 }}"],
    ["short-page", { kind: "short-page" }, "{{ last_page_size < page_size }}"],
    ["guessed short-page", { kind: "short-page", guessed: true }, "{{ last_page_size == 0 }}"],
    ["total-pages", { kind: "total-pages", path: ["pages"] }, "{{ last_page_size == 0 }}"],
  ] as const)("a cursor with %s", (_, stop, condition) => {
    const { paginator } = only({ kind: "cursor", cursorParam: inQuery("after"), next, stop, ...sized });
    expect(paginator?.pagination_strategy.stop_condition).toBe(condition);
  });

  it("remembers the last cursor, so that a source can't lead it in a circle", () => {
    const { paginator } = only({ kind: "cursor", cursorParam: inQuery("after"), next, stop: { kind: "no-cursor" } });
    expect(paginator?.pagination_strategy.cursor_value).toContain("if next and next == seen.get('last cursor')");
  });

  it.each([
    ["a total of items", { kind: "total-items", path: ["total"] }, "read < told | int(read + 1)"],
    ["a total of pages", { kind: "total-pages", path: ["pages"] }, "pages < told | int(pages + 1)"],
    ["a total in a header", { kind: "total-header", name: "X-Total", counts: "items" }, "read < told | int(read + 1)"],
    ["a flag", { kind: "flag", path: ["more"], goOn: true }, "if count > 0 and told }}"],
  ] as const)("page numbers and offsets up to %s, with no request beyond", (_, stop, goesOn) => {
    const page = only({ kind: "page-number", pageParam: inQuery("page"), firstPage: 1, stop, ...sized });
    expect(page.paginator?.pagination_strategy.cursor_value).toContain(goesOn);
    expect(page.paginator?.pagination_strategy.cursor_value).toContain("{{ 1 + pages if count > 0");
    expect(page.requester?.request_parameters).toEqual({ page: "{{ 1 if not next_page_token }}" });
    const offset = only({ kind: "offset", offsetParam: inQuery("offset"), stop, ...sized });
    expect(offset.paginator?.pagination_strategy.cursor_value).toContain("{{ 0 + read if count > 0");
    expect(offset.losses).toEqual([]);
  });
});

describe("a list that is filtered here", () => {
  const incremental = { cursorField: ["updated_at"], format: { kind: "date-time" } } as const;
  const byLast: Pagination = {
    kind: "cursor",
    cursorParam: inQuery("after"),
    next: { from: "last-record", path: ["id"] },
    stop: { kind: "empty-page" },
  };

  it("counts the page as it came, not what is left of it", () => {
    const { manifest } = lowered(aModel([aStream({ pagination: byLast }, { incremental })]));
    const [strategy] = Object.values(manifest.definitions.paginators).map((paginator) => paginator.pagination_strategy);
    expect(strategy).toMatchObject({
      cursor_value: expect.stringContaining("set next = ((response['data'] or []) or [{}])[-1]['id'] or ''"),
      stop_condition: "{{ (response['data'] or []) | length == 0 }}",
    });
  });

  it("isn't filtered where the CDK shows no page as it came", () => {
    const { manifest, losses } = lowered(aModel([aStream({ pagination: byLast, recordsPath: [] }, { incremental })]));
    expect(manifest.definitions.streams.orders?.incremental_sync).toBeUndefined();
    expect(losses.join()).toContain("streams.orders.incremental");
  });
});

describe("a next page that is an address", () => {
  it("is followed on the API's own origin only", () => {
    const { paginator, filters } = only({ kind: "next-url", path: ["links", "next"] });
    expect(paginator?.pagination_strategy.cursor_value).toContain("set origin = 'https://api.acme.example'");
    expect(filters.foreign_link_in_links_next).toMatchObject({ action: "FAIL", failure_type: "system_error" });
  });

  it("holds the parameters itself", () => {
    const { requester } = only({ kind: "link-header", rel: "next", ...sized });
    expect(requester?.request_parameters).toEqual({ limit: "{{ '50' if not next_page_token }}" });
  });
});

describe("a page's number in the path", () => {
  const inPath = { name: "page", in: "path" } as const;
  it.each([
    ["until a page is empty", { kind: "empty-page" }, "next_page_token['next_page_token']"],
    [
      "as far as is told",
      { kind: "flag", path: ["more"], goOn: true },
      "(next_page_token or {}).get('next_page_token', 1)",
    ],
  ] as const)("stands in the address, %s", (_, stop, expected) => {
    const pagination = { kind: "page-number", pageParam: inPath, firstPage: 1, stop } as const;
    const { manifest } = lowered(aModel([aStream({ path: "/orders/{page}", pagination })]));
    const [paginator] = Object.values(manifest.definitions.paginators);
    expect(paginator?.page_token_option).toBeUndefined();
    expect(manifest.definitions.streams.orders?.retriever.requester.url).toBe(
      `https://api.acme.example/v1/orders/{{ ${expected} }}`,
    );
  });
});

describe("an unknown next page", () => {
  it.each([
    [sized, ["data"], "full_page_of_50_in_data", "{{ (response['data'] or []) | length >= 50"],
    [{}, ["data"], "full_page_of_10_in_data", "{{ (response['data'] or []) | length >= 10"],
    [{}, [], "full_page_of_10", "{{ response | length >= 10"],
  ] as const)("fails on a full page, with size %j and records at %j", (size, recordsPath, name, predicate) => {
    const { filters, paginator } = only({ kind: "unknown", ...size }, recordsPath);
    expect(paginator).toBeUndefined();
    expect(String(filters[name]?.predicate)).toContain(predicate);
    expect(filters[name]?.action).toBe("FAIL");
  });
});

describe("paginators' names", () => {
  it("follow from what they do, so that another stream moves nothing", () => {
    const page = (name: string, size: number): Pagination => ({
      kind: "page-number",
      pageParam: inQuery(name),
      firstPage: 1,
      sizeParam: inQuery("n"),
      pageSize: size,
      stop: { kind: "short-page" },
    });
    const one = aStream({ pagination: page("page", 50) }, { name: "orders" });
    const other = aStream({ pagination: page("p", 50) }, { name: "users" });
    const third = aStream({ pagination: page("page", 50) }, { name: "items" });
    const names = (streams: readonly (typeof one)[]) =>
      Object.keys(lowered(aModel(streams)).manifest.definitions.paginators);
    expect(names([one, third])).toEqual(["page_number_page_of_50"]);
    expect(names([other, one, third])).toEqual(["page_number_p_of_50", "page_number_page_of_50"]);
  });
});
