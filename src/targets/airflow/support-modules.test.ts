import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { clientFile as supportFile } from "../reader-support.ts";
import { modulesOf, OWN_MODULES } from "./support-modules.ts";

const folder = new URL("support/provider/", import.meta.url);
const text = (module: string) => readFileSync(supportFile(module, folder), "utf8");

function imported(module: string): string[] {
  const whole = [...text(module).matchAll(/^\s*from \. import (\w+)/gm)].map(([, name]) => name ?? "");
  const parts = [...text(module).matchAll(/^\s*from \.(\w+) import/gm)].map(([, name]) => name ?? "");
  return [...new Set([...whole, ...parts])].sort();
}

describe("the table of support modules", () => {
  it("has all of them", () => {
    const files = readdirSync(folder).filter((name) => name.endsWith(".py") && name !== "__init__.py");
    expect(Object.keys(OWN_MODULES).sort()).toEqual(files.map((name) => name.slice(0, -3)).sort());
  });

  it.each(Object.entries(OWN_MODULES))("says what %s imports", (module, imports) => {
    expect([...imports].sort()).toEqual(imported(module));
  });

  it("takes what is imported along, and no module that nothing needs", () => {
    expect(modulesOf(["NextUrls"])).toContain("next_url");
    expect(modulesOf([])).not.toContain("oauth");
  });
});
