import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CLIENT_NAMES, clientFile, READER_MODULES } from "./reader-support.ts";

const folder = new URL("reader-support/client/", import.meta.url);
const text = (module: string) => readFileSync(clientFile(module, folder), "utf8");

function imported(module: string): string[] {
  const whole = [...text(module).matchAll(/^\s*from \. import (\w+)/gm)].map(([, name]) => name ?? "");
  const parts = [...text(module).matchAll(/^\s*from \.(\w+) import/gm)].map(([, name]) => name ?? "");
  return [...new Set([...whole, ...parts])].sort();
}

describe("the table of modules that read without a framework", () => {
  it("has all of them", () => {
    const files = readdirSync(folder).filter((name) => name.endsWith(".py"));
    expect(Object.keys(READER_MODULES).sort()).toEqual(files.map((name) => name.slice(0, -3)).sort());
  });

  it.each(Object.entries(READER_MODULES))("says what %s imports", (module, imports) => {
    expect([...imports].sort()).toEqual(imported(module));
  });

  it.each(Object.entries(CLIENT_NAMES))("finds %s in %s", (name, module) => {
    expect(text(module)).toMatch(new RegExp(`^class ${name}\\b`, "m"));
  });
});
