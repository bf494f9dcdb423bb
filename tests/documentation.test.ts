import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { run } from "../src/surfaces/cli/main.ts";
import { createStyle } from "../src/surfaces/cli/terminal.ts";
import { properties } from "../src/verify/verdict.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const PAGES = ["README.md", "docs/using.md", "docs/verdicts.md", "docs/catalog.md", "docs/mcp.md"];

const textOf = (page: string) => readFileSync(join(root, page), "utf8");

/** Commands as they stand in the pages: the words behind `npx sourcewright`, in blocks and in code. */
function commandsIn(page: string): string[] {
  return [...textOf(page).matchAll(/npx sourcewright ([a-z][^\n`]*)/g)].map(([, words]) => words ?? "");
}

async function helpOf(...command: readonly string[]): Promise<string> {
  let text = "";
  const terminal = {
    style: createStyle(false),
    out: async (written: string) => {
      text += written;
    },
    note: () => undefined,
    progress: () => undefined,
  };
  await run([...command, "--help"], terminal);
  return text;
}

describe.each(PAGES)("%s", (page) => {
  it("names commands and options that there are", async () => {
    for (const words of commandsIn(page)) {
      const [command = "", ...rest] = words.split(/\s+/);
      const own = await helpOf(command);
      expect(own, command).toContain(`Usage: sourcewright ${command} `);
      const [sub = ""] = rest;
      const isGroup = own.includes("\nCommands:\n");
      const help = isGroup ? await helpOf(command, sub) : own;
      if (isGroup) expect(help, words).toContain(`Usage: sourcewright ${command} ${sub} `);
      for (const option of rest.filter((word) => word.startsWith("--"))) expect(help, words).toContain(`${option}`);
    }
  });

  it("links to what is there", () => {
    const links = [...textOf(page).matchAll(/\]\(([^)#]+)\)/g)].map(([, target]) => target ?? "");
    const missing = links.filter(
      (target) => !/^https?:/.test(target) && !existsSync(join(root, dirname(page), target)),
    );
    expect(missing).toEqual([]);
  });
});

it("docs/verdicts.md tells every property", () => {
  const page = textOf("docs/verdicts.md");
  expect(properties.filter((property) => !page.includes(`\`${property}\``))).toEqual([]);
});
