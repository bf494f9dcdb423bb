import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { HTTP_MODULES, HTTP_NAMES, PLAYED_SOURCE } from "./http-support.ts";

const folder = new URL("http-support/", import.meta.url);
const text = (module: string) => readFileSync(new URL(`client/${module}.py`, folder), "utf8");
const modulesIn = (name: string) =>
  readdirSync(new URL(name, folder))
    .filter((file) => file.endsWith(".py"))
    .map((file) => file.slice(0, -3))
    .sort();

function imported(module: string): string[] {
  const whole = [...text(module).matchAll(/^\s*from \. import (\w+)/gm)].map(([, name]) => name ?? "");
  const parts = [...text(module).matchAll(/^\s*from \.(\w+) import/gm)].map(([, name]) => name ?? "");
  return [...new Set([...whole, ...parts])].sort();
}

describe("the support modules that all frameworks share", () => {
  it("are all in the table", () => {
    expect(Object.keys(HTTP_MODULES).sort()).toEqual(modulesIn("client"));
    expect([...PLAYED_SOURCE].sort()).toEqual(modulesIn("testing"));
  });

  it.each(Object.entries(HTTP_MODULES))("says what %s imports", (module, imports) => {
    expect([...imports].sort()).toEqual(imported(module));
  });

  it.each(Object.entries(HTTP_NAMES))("finds %s in %s", (name, module) => {
    expect(text(module)).toMatch(new RegExp(`^class ${name}\\b`, "m"));
  });

  it.each(Object.keys(HTTP_MODULES))("%s knows no framework", (module) => {
    expect(text(module)).not.toMatch(/\b(singer_sdk|dlt|airbyte_cdk)\b/);
  });
});
