import { load } from "js-yaml";
import { describe, expect, it } from "vitest";
import { mergeLines } from "./merge-lines.ts";
import { mergeText, type TextRules } from "./merge-text.ts";

const YAML: TextRules = {
  hasKeys: true,
  findProblem: (text) => {
    try {
      load(text);
      return undefined;
    } catch (cause) {
      return String(cause);
    }
  },
};

const BASE = `# made by a build
name: acme
streams:
  # 90 %: because
  - name: orders
    size: 50
    fields: [id, total]
  - name: people
    size: 50
    schema:
      id: { type: string }
      mail: { type: string }
`;

const merged = (ours: string, theirs: string, base = BASE) => mergeText({ base, ours, theirs }, YAML);
const edit = (...changes: readonly (readonly [string, string])[]) =>
  changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`no ${from}`);
    return text.replace(from, to);
  }, BASE);

describe("mergeText by keys", () => {
  it("gives what is generated where nobody edited, byte for byte", () => {
    const theirs = edit(["size: 50", "size: 70"]);
    expect(merged(BASE, theirs)).toEqual({ text: theirs, clashes: [] });
  });

  it("keeps edits, their comments and their form beside changes on the next line", () => {
    const ours = edit(["size: 50\n", "size: 20   # ours\n"], ["name: acme", "name:   acme"]);
    const theirs = edit(["- name: orders\n", "- name: orders\n    kind: list\n"], ["[id, total]", "[id, total, tax]"]);
    const { text, clashes } = merged(ours, theirs);
    expect(clashes).toEqual([]);
    expect(text).toBe(
      edit(
        ["size: 50\n", "size: 20   # ours\n"],
        ["name: acme", "name:   acme"],
        ["- name: orders\n", "- name: orders\n    kind: list\n"],
        ["[id, total]", "[id, total, tax]"],
      ),
    );
  });

  it("keeps both of two entries that were added in one place", () => {
    const { text, clashes } = merged(`${BASE}      own: 1\n`, `${BASE}      phone: { type: string }\n`);
    expect(clashes).toEqual([]);
    expect(load(text)).toMatchObject({ streams: [{}, { schema: { own: 1, phone: { type: "string" } } }] });
  });

  it("merges short lists and maps in brackets item by item", () => {
    const { text, clashes } = merged(
      edit(["[id, total]", "[id, total, mine]"]),
      edit(["[id, total]", "[id, tax, total]"]),
    );
    expect([text.includes("[id, tax, total, mine]"), clashes]).toEqual([true, []]);
    const types = merged(
      edit(["mail: { type: string }", "mail: { type: string, mine: 1 }"]),
      edit(["mail: { type: string }", "mail: { type: text }"]),
    );
    expect(types.text).toContain("mail: { type: text, mine: 1 }");
  });

  it("follows an item that the user gave another name", () => {
    const ours = edit(["- name: people", "- name: persons"]);
    const theirs = edit(["mail: { type: string }", "mail: { type: string }\n      phone: { type: string }"]);
    const { text, clashes } = merged(ours, theirs);
    expect(clashes).toEqual([]);
    expect(load(text)).toMatchObject({ streams: [{}, { name: "persons", schema: { phone: {} } }] });
    expect(text).not.toContain("people");
  });

  it("tells of an item that the user gave another name and that is gone", () => {
    const gone = BASE.slice(0, BASE.indexOf("  - name: people"));
    expect(merged(edit(["- name: people", "- name: persons"]), gone).clashes).toMatchObject([{ at: "streams.people" }]);
  });

  it("tells what both sides changed, with the lines of each", () => {
    const ours = edit(["size: 50", "size: 20"]);
    const theirs = edit(["name: acme", "name: acme\nmore: 1"], ["size: 50", "size: 70"]);
    expect(merged(ours, theirs).clashes).toEqual([
      { at: "streams.orders.size", ours: { from: 6, count: 1 }, theirs: { from: 7, count: 1 } },
    ]);
    expect(mergeText({ base: BASE, ours, theirs }, { ...YAML, winner: "theirs" }).text).toBe(theirs);
    expect(mergeText({ base: BASE, ours, theirs }, { ...YAML, winner: "ours" }).text).toContain("size: 20");
  });

  it("tells what one side changed and the other took away", () => {
    const gone = BASE.slice(0, BASE.indexOf("  - name: people"));
    const changed = edit(["mail: { type: string }", "mail: { type: text }"]);
    expect(merged(gone, changed).clashes).toMatchObject([{ at: "streams.people", ours: { count: 0 } }]);
    expect(merged(changed, gone).clashes).toMatchObject([{ at: "streams.people", theirs: { count: 0 } }]);
    expect(merged(gone, gone.replace("50", "70")).text).toBe(gone.replace("50", "70"));
  });

  it("keeps what the user wrote above what is generated there", () => {
    const ours = edit(["  # 90 %: because", "  # 90 %: because\n  # asked support: they are sure"]);
    const { text } = merged(ours, edit(["90 %: because", "70 %: for another reason"]));
    expect(text).toMatch(/# asked support: they are sure\n +# 70 %: for another reason\n +- name: orders/);
    expect(text).not.toContain("90 %");
  });

  it("takes what is decided elsewhere, whatever was edited", () => {
    const rules: TextRules = { ...YAML, decided: (at) => (at.join(".") === "streams.orders.size" ? "here" : "below") };
    expect(mergeText({ base: BASE, ours: edit(["size: 50", "size: 1"]), theirs: BASE }, rules).text).toBe(BASE);
  });

  it("merges JSON, with commas where they belong", () => {
    const base = '{\n  "a": 1,\n  "b": {\n    "c": [1, 2]\n  }\n}\n';
    const ours = '{\n  "mine": true,\n  "a": 1,\n  "b": {\n    "c": [1, 2]\n  }\n}\n';
    const theirs = '{\n  "a": 2,\n  "b": {\n    "c": [1, 2, 3],\n    "d": "x, y"\n  },\n  "e": {}\n}\n';
    const { text, clashes } = merged(ours, theirs, base);
    expect(clashes).toEqual([]);
    expect(JSON.parse(text)).toEqual({ mine: true, a: 2, b: { c: [1, 2, 3], d: "x, y" }, e: {} });
  });

  it("merges items that only their places tell apart", () => {
    const base = "all:\n  - a: 1\n    b: 1\n  - a: 1\n    b: 1\n";
    const { text, clashes } = merged(base.replace("a: 1", "a: 5"), base.replace("b: 1", "b: 7"), base);
    expect([load(text), clashes]).toEqual([
      {
        all: [
          { a: 5, b: 7 },
          { a: 1, b: 1 },
        ],
      },
      [],
    ]);
  });

  it("never takes a text of many lines for entries", () => {
    const base = "a: |\n  x: 1\n  y: 2\n\n  # z\nb: 1\n";
    const { text, clashes } = merged(
      base.replace("x: 1", "x: 5"),
      base.replace("b: 1", "b: 2").replace("# z", "# w"),
      base,
    );
    expect([load(text), clashes]).toEqual([{ a: "x: 5\ny: 2\n\n# w\n", b: 2 }, []]);
  });

  it("keeps the user's indentation and line ends", () => {
    const base = "a:\n  b: 1\n  c: 1\n";
    const { text } = merged("a:\r\n    b: 1\r\n    c: 2\r\n", "a:\n  b: 2\n  c: 1\n", base);
    expect(text).toBe("a:\r\n    b: 2\r\n    c: 2\r\n");
  });

  it("doesn't give a file that no longer loads", () => {
    const { problem, clashes } = merged(`${BASE}more: 1\n`, edit(["name: acme", "name: acme\nmore: 1"]));
    expect([clashes, problem]).toEqual([[], undefined]);
    const broken = mergeText(
      { base: BASE, ours: `${BASE}x: 1\n`, theirs: `y: 1\n${BASE}` },
      { ...YAML, findProblem: () => "bad" },
    );
    expect(broken.problem).toBe("bad");
  });
});

describe("mergeLines", () => {
  const base = Array.from({ length: 20 }, (_, index) => `line ${index}`).join("\n");

  it("takes changes that lie apart", () => {
    const { text, clashes } = mergeLines({
      base,
      ours: base.replace("line 3", "mine"),
      theirs: base.replace("line 9\n", "").replace("line 15", "now\nand more"),
    });
    expect([text.includes("mine"), text.includes("now\nand more"), text.includes("line 9"), clashes]).toEqual([
      true,
      true,
      false,
      [],
    ]);
  });

  it.each([
    ["the next line", "line 4", "now", "mine\nnow"],
    ["lines behind it", "line 3\n", "line 3\nnow\nand more\n", "mine\nnow\nand more"],
    ["lines before it", "line 3\n", "now\nline 3\n", "now\nmine"],
  ])("takes changes that touch: %s", (_, from, to, wanted) => {
    const merged = mergeLines({ base, ours: base.replace("line 3", "mine"), theirs: base.replace(from, to) });
    expect([merged.text.includes(`line 2\n${wanted}\n`), merged.clashes]).toEqual([true, []]);
  });

  it("tells what both changed, and takes the same change once", () => {
    const ours = base.replace("line 3", "mine");
    for (const theirs of [base.replace("line 3", "now"), base.replace("line 3\nline 4\n", "")])
      expect(mergeLines({ base, ours, theirs }).clashes).toMatchObject([{ ours: { from: 4 }, theirs: { from: 4 } }]);
    const both = mergeLines({ base, ours: `${base}\nmine`, theirs: `${base}\nnow` });
    expect(both.clashes).toHaveLength(1);
    expect(mergeLines({ base, ours, theirs: ours })).toEqual({ text: ours, clashes: [] });
  });

  it("tells lines that both added, each elsewhere", () => {
    const theirs = base.replace("line 9\n", "line 9\nfrom .stops import Flag\n");
    const versions = { base, ours: `from .stops import Flag\n${base}`, theirs };
    expect(mergeText(versions, { hasKeys: false, findProblem: () => undefined }).doubled).toEqual([
      "from .stops import Flag",
    ]);
  });

  it("is quick where lines repeat themselves", () => {
    const many = Array.from({ length: 30_000 }, (_, index) => (index % 3 === 0 ? `field_${index}:` : "  type: string"));
    const text = many.join("\n");
    const ours = text.replace("field_300:", "field_300: # mine");
    const theirs = text.replace("field_29997:", "field_29997_b:").replace("field_30:\n", "field_30:\n  new: 1\n");
    expect(mergeLines({ base: text, ours, theirs }).clashes).toEqual([]);
  });
});
