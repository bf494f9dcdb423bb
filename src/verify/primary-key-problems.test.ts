import { describe, expect, it } from "vitest";
import type { FieldPath, Json } from "../model/values.ts";
import { primaryKeyProblems } from "./primary-key-problems.ts";
import { result, stream } from "./test-support.ts";

const said = (wanted: FieldPath[], got: FieldPath[], records: readonly Record<string, Json>[] = []) =>
  primaryKeyProblems(
    [stream({ primaryKey: wanted })],
    [{ name: "orders", schema: {}, primaryKey: got, incremental: false }],
    result({ records: records.map((record) => ({ stream: "orders", record })) }),
  ).map(({ detail }) => detail);

describe("primaryKeyProblems", () => {
  it("sees another key, and a missing one", () => {
    expect(said([["id"]], [["id"]])).toEqual([]);
    expect(said([["id"]], [["name"]])).toEqual(["wanted the key id, got name"]);
    expect(said([["id"]], [])).toEqual(["wanted the key id, got (none)"]);
  });

  it("lets a deep key go unnamed, and still looks at its values", () => {
    expect(said([["album", "id"]], [])).toEqual([]);
    expect(said([["album", "id"]], [], [{ album: { id: 1 } }, { album: { id: 1 } }])[0]).toMatch(/two records have/);
  });

  it("sees records without a key, and two with one", () => {
    expect(said([["id"]], [["id"]], [{ id: null }])[0]).toMatch(/has no key/);
    expect(said([["id"]], [["id"]], [{ id: 1 }, { id: 1 }])[0]).toMatch(/two records have the key id=1/);
    expect(
      said(
        [["id"], ["at"]],
        [["id"], ["at"]],
        [
          { id: 1, at: 1 },
          { id: 1, at: 2 },
        ],
      ),
    ).toEqual([]);
  });
});
