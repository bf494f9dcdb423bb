import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import type { ConnectorModel } from "../../model/connector-model.ts";
import type { FileAccess, FileSource } from "../../model/file.ts";
import type { SimulatedSource } from "../simulated-source.ts";
import { startSimulation } from "../start-simulation.ts";
import { globName, isIgnored, matchesGlob } from "./glob-names.ts";

describe("globs", () => {
  it.each([
    ["*.csv", "a.csv", true],
    ["*.csv", "b/a.csv", false],
    ["**/*.csv", "a.csv", true],
    ["in/**/x?.csv", "in/b/c/x1.csv", true],
    ["[!a]-[0-9].txt", "b-1.txt", true],
    ["[!a]-[0-9].txt", "a-1.txt", false],
    ["a[.csv", "a[.csv", true],
    ["a.csv", "aXcsv", false],
  ])("%s, %s", (glob, path, wanted) => {
    expect(matchesGlob(path, glob)).toBe(wanted);
  });

  it.each(["*.csv", "**/a-??-*.txt", "in [[]x]/**", "[!a][b-d]?.gz", "/fixed.csv", "**"])("%s has names", (glob) => {
    for (const number of [0, 1, 12, 9001]) expect(matchesGlob(globName(glob, number), glob)).toBe(true);
  });

  it("ignore names, or paths", () => {
    expect(isIgnored("in/a.csv.part", ["*.part"])).toBe(true);
    expect(isIgnored("tmp/a.csv", ["tmp/*"])).toBe(true);
    expect(isIgnored("in/a.csv", ["*.part", "tmp/*"])).toBe(false);
  });
});

let open: SimulatedSource | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function simulated(access: Partial<FileAccess>, arrival: Partial<FileSource["arrival"]> = {}) {
  const model: ConnectorModel = {
    modelVersion: 1,
    name: "outbox",
    title: "Outbox",
    settings: [],
    source: {
      kind: "file",
      store: "sftp",
      location: "sftp://files.example/out",
      arrival: { ignore: [], settledAfter: 0, ...arrival },
    },
    streams: [
      {
        name: "orders",
        schema: { type: "object", properties: {} },
        primaryKey: [],
        parents: [],
        selected: true,
        access: {
          kind: "file",
          glob: "*.csv",
          format: { kind: "delimited", delimiter: ";", quote: '"', header: true, skipLines: 1 },
          compression: "none",
          encoding: "cp1252",
          fields: [
            { name: "note", type: "text", nullable: true },
            { name: "amount", type: "decimal(9,2)", nullable: true, written: { decimalMark: ",", groupMark: "." } },
          ],
          content: "additions",
          ...access,
        },
      },
    ],
  };
  const source = await startSimulation(model, { seed: 1 });
  open = source;
  const folder = fileURLToPath(String(source.config.location));
  return { source, folder, names: () => readdirSync(folder).sort(), orders: () => source.records.orders ?? [] };
}

describe("a simulated folder", () => {
  it("holds what its records say, line by line", async () => {
    const { folder, orders, names } = await simulated({});
    expect(names()).toEqual(["0000.csv", "0001.csv", "0002.csv"]);
    expect(orders()).toHaveLength(13);
    const [first, second, third] = orders();
    const lines = readFileSync(join(folder, "0000.csv"), "latin1").split("\r\n");
    expect(lines.slice(0, 2)).toEqual(["line 1 says nothing", "note;amount"]);
    expect(lines[Number(first?._line) - 1]).toBe(`${first?.note};1.200,10`);
    expect(second).toMatchObject({ note: null, amount: null, _file: "0000.csv", _line: 4 });
    expect(third?.amount).toBe("-1202.10");
    expect(new Date(String(first?._modified)).getTime()).toBe(statSync(join(folder, "0000.csv")).mtimeMs);
  });

  it("has beside it what isn't to be read", async () => {
    const { names, orders } = await simulated(
      { glob: "*" },
      { ignore: ["*.part"], marker: "{name}.ok", settledAfter: 9 },
    );
    expect(names().filter((name) => name.endsWith(".part"))).toHaveLength(1);
    expect(names()).toContain("9001");
    expect(names()).not.toContain("9001.ok");
    expect(new Set(orders().map(({ _file }) => _file))).toEqual(new Set(["0000", "0001", "0002"]));
  });

  it("goes on with files that are new, one of them late", async () => {
    const { source, orders } = await simulated({});
    const before = orders();
    const fresh = source.advance("orders", 4);
    expect(orders()).toEqual([...before, ...fresh]);
    const times = fresh.map(({ _modified }) => String(_modified));
    expect(times.filter((time) => before.every(({ _modified }) => time < String(_modified)))).toHaveLength(1);
  });

  it("is one whole list in its newest file, or one file that grows", async () => {
    const list = await simulated({ content: "whole-list" });
    expect(new Set(list.orders().map(({ _file }) => _file))).toEqual(new Set(["0002.csv"]));
    expect(list.source.advance("orders", 4)).toEqual(list.orders());
    await list.source.close();
    const one = await simulated({ glob: "all.csv" });
    expect(one.orders()).toHaveLength(13);
    expect(one.source.advance("orders", 4)).toHaveLength(17);
  });

  it("meets faults", async () => {
    const { source, orders, folder, names } = await simulated({});
    source.setFaults([{ kind: "malformed-page" }, { kind: "replaced-file" }]);
    expect(names()).toHaveLength(4);
    expect(orders()).toHaveLength(14);
    source.setFaults([{ kind: "extra-field" }]);
    expect(readFileSync(join(folder, "0002.csv"), "latin1")).toContain("added_by_the_source");
    source.setFaults([{ kind: "forbidden" }]);
    expect(() => readFileSync(join(folder, "0002.csv"))).toThrow();
    source.setFaults([{ kind: "empty" }]);
    expect(orders()).toEqual([]);
  });

  it("is gone when it is closed", async () => {
    const { source, folder } = await simulated({ compression: "gzip" });
    expect(readFileSync(join(folder, "0000.csv")).subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
    await source.close();
    expect(() => readdirSync(folder)).toThrow();
    mkdirSync(folder);
    rmSync(folder, { recursive: true });
  });
});
