import { expect, it } from "vitest";
import { matchStreams } from "./match-streams.ts";

const KNOWN = ["customers", "invoice_items", "invoices", "orders"];

it.each([
  [["invoices"], ["invoices"]],
  [
    ["orders", "customers"],
    ["customers", "orders"],
  ],
  [["invoice*"], ["invoice_items", "invoices"]],
  [["*"], KNOWN],
  [
    ["order?", "invoices", "inv*s"],
    ["invoice_items", "invoices", "orders"],
  ],
])("%j are %j", (words, names) => {
  expect(matchStreams(words, KNOWN)).toEqual(names);
});

it.each([
  [["order"], 'there is no stream "order"; did you mean orders?'],
  [["Orders"], 'there is no stream "Orders"; did you mean orders?'],
  [["zzz*"], 'no stream fits "zzz*"'],
  [["payouts"], 'there is no stream "payouts"; there are customers, invoice_items, invoices, orders'],
  [["oders", "orders", "x.*("], 'there is no stream "oders"; did you mean orders?; no stream fits "x.*("'],
  [[], "--streams names no stream"],
])("%j are refused, each with what is near", (words, message) => {
  expect(() => matchStreams(words, KNOWN)).toThrow(message);
});

it("takes a hostile glob for what it says, quickly", () => {
  expect(() => matchStreams([`${"*a".repeat(30)}b`], ["a".repeat(200)])).toThrow("no stream fits");
});

it("means by a glob what is offered, by a name anything", () => {
  const offered = new Set(["invoices", "orders"]);
  expect(matchStreams(["invoice*"], KNOWN, offered)).toEqual(["invoices"]);
  expect(matchStreams(["cust*"], KNOWN, offered)).toEqual(["customers"]);
  expect(matchStreams(["invoice_items"], KNOWN, offered)).toEqual(["invoice_items"]);
});
