import { expect, it } from "vitest";
import { didYouMean, nearestNames } from "./nearest-names.ts";

const KNOWN = ["invoices", "invoice_items", "orders", "customers", "customer_balance_transactions", "a"];

it.each([
  ["invoces", ["invoices"]],
  ["Invoices", ["invoices"]],
  ["invoice", ["invoices", "invoice_items"]],
  ["invoice-items", ["invoice_items"]],
  ["oders", ["orders"]],
  ["odrers", ["orders"]],
  ["balance", ["customer_balance_transactions"]],
])("finds what %s was meant to be", (name, meant) => {
  expect(nearestNames(name, KNOWN).slice(0, meant.length)).toEqual(meant);
});

it.each(["", "  ", "zzzzzz", "refunds", "x_y_z"])("finds nothing for %j", (name) => {
  expect(nearestNames(name, KNOWN)).toEqual([]);
});

it("asks in a few words", () => {
  expect(didYouMean("oders", KNOWN)).toBe("; did you mean orders?");
  expect(didYouMean("zzzzzz", KNOWN)).toBe("");
});
