import { describe, expect, it } from "vitest";
import { claimOf, commonPrefix, type NameClaim } from "./change-names.ts";

describe("a column's name speaks of the row", () => {
  const cases: readonly (readonly [string, string, NameClaim])[] = [
    ["updated_at", "orders", "modified"],
    ["last_update", "film", "modified"],
    ["LAST_UPDATE_DATE", "KUNDE", "modified"],
    ["ModifiedDate", "Person", "modified"],
    ["rowModifiedOn", "a", "modified"],
    ["dt_alteracao", "clientes", "modified"],
    ["GEAENDERT_AM", "KUNDE", "modified"],
    ["upd_ts", "a", "modified"],
    ["AENDERUNGSDATUM", "a", "modified"],
    ["write_date", "sale_order", "modified"],
    ["gmt_modified", "a", "modified"],
    ["SystemModstamp", "account", "modified"],
    ["lastChange", "member", "modified"],
    ["customer_updated_at", "customers", "modified"],
    ["post_modified_gmt", "wp_posts", "modified"],
    ["created_at", "orders", "created"],
    ["CreatedOn", "a", "created"],
    ["angelegt", "kunde", "created"],
    ["insert_ts", "a", "created"],
    // Of something else, or of nothing.
    ["password_changed_at", "users", undefined],
    ["image_last_updated", "products", undefined],
    ["status_change_date", "orders", undefined],
    ["updated_by", "orders", undefined],
    ["order_date", "orders", undefined],
    ["last_login", "users", undefined],
    ["valid_from", "prices", undefined],
    ["effective_date", "a", undefined],
    ["start_time", "jobs", undefined],
    ["timestamp", "events", undefined],
    ["address", "a", undefined],
    ["model", "cars", undefined],
    ["credit", "a", undefined],
    ["exchange_date", "a", undefined],
    ["", "a", undefined],
  ];
  it.each(cases)("%s of %s: %s", (name, table, expected) => {
    expect(claimOf(name, table, "")).toBe(expected);
  });

  it("behind the prefix that all columns have", () => {
    const names = ["cu_id", "cu_name", "cu_updated"];
    expect(claimOf("cu_updated", "customers", commonPrefix(names))).toBe("modified");
    expect(commonPrefix(["id", "cu_name", "x"])).toBe("");
  });
});
