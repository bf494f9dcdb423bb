import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Failure } from "../../diagnostics/failure.ts";
import { CONNECTOR_FILE } from "../folder/connector-folder.ts";

/** Deeper than people nest their connectors by far; links aren't followed. */
const MOST_LEVELS = 12;

/** The folders of all connectors at or below a folder, absolute. Errors: a `Failure` where there is no such folder. */
export async function findConnectors(folder: string): Promise<readonly string[]> {
  const root = resolve(folder);
  const entries = await readdir(root, { withFileTypes: true }).catch((cause) => {
    throw new Failure(
      "unusable",
      `${folder} can't be looked through: ${cause.code === "ENOENT" ? "there is no such folder" : cause.message}`,
      { cause },
    );
  });
  return (await below(root, entries, MOST_LEVELS)).sort();
}

async function below(
  folder: string,
  entries: readonly { readonly name: string; isDirectory(): boolean }[],
  levels: number,
): Promise<string[]> {
  if (existsSync(join(folder, CONNECTOR_FILE))) return [folder];
  if (levels === 0) return [];
  const found: string[] = [];
  for (const { name } of entries.filter((entry) => entry.isDirectory() && isLookedInto(entry.name))) {
    const inside = join(folder, name);
    // A folder that may not be read holds nothing for us.
    const listed = await readdir(inside, { withFileTypes: true }).catch(() => []);
    found.push(...(await below(inside, listed, levels - 1)));
  }
  return found;
}

function isLookedInto(name: string): boolean {
  return !name.startsWith(".") && name !== "node_modules" && name !== "__pycache__";
}
