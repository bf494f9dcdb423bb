import { describe, expect, it } from "vitest";
import type { Change, CheckedConnector } from "../../../app/check.ts";
import { createStyle } from "../terminal.ts";
import { renderCheck } from "./check.ts";

const at = (pointer: string) => ({ document: "acme.json", pointer });

function gone(name: string, field: string, pointer = "/components/schemas/Person"): Change {
  const evidence = { old: `${field}: string`, new: null, oldAt: at(`${pointer}/mail`), newAt: at(pointer) };
  const detail = `the field ${field} is gone`;
  return { class: "breaking", about: "field", stream: `/${name}`, name, detail, field, evidence };
}

function rendered(changes: readonly Change[], more: Partial<CheckedConnector> = {}): string {
  const checked: CheckedConnector = {
    folder: "acme",
    changes,
    compared: 3,
    unknown: [],
    origins: ["acme.json"],
    documents: { old: [], new: [] },
    placeOf: () => ({ file: "acme.json", line: 12 }),
    ...more,
  };
  return renderCheck(checked, createStyle(false));
}

describe("renderCheck", () => {
  it("says once what happened to one schema, where it stands highest", () => {
    const shown = rendered([gone("orders", "buyer.mail"), gone("people", "mail"), gone("guests", "mail")]);
    expect(shown).toMatch(
      /^breaking \(1\).*\n {2}people, guests, orders {2}the field mail is gone \(also deeper in records\) .*acme\.json:12\n/,
    );
  });

  it("keeps fields of one name in different schemas apart", () => {
    expect(rendered([gone("people", "mail"), gone("firms", "mail", "/components/schemas/Firm")])).toMatch(
      /^breaking \(2\)/,
    );
  });

  it("points into the document where it has no lines", () => {
    expect(rendered([gone("people", "mail")], { placeOf: () => undefined })).toContain(
      "acme.json#/components/schemas/Person",
    );
  });

  it("tells what couldn't be compared", () => {
    expect(rendered([], { unknown: ["mine"] })).toMatch(/^nothing changed .*: 3 streams.*\nnot compared.*: mine$/);
  });

  it("keeps hostile names on their line", () => {
    const shown = rendered([gone("a\nb\u001b[2J", "mail")]);
    expect([shown.includes("\u001b"), shown.includes("a\nb")]).toEqual([false, false]);
  });
});
