import type { ColumnFact, FileFacts, FileSetFact } from "../../evidence/file-facts.ts";
import { readDocuments } from "../registry.ts";
import { contextOf, type Files } from "../test-support.ts";

/** What is read of files, each named as an origin of its own. */
export async function readFilesOf(
  files: Files,
): Promise<{ readonly facts: FileFacts; readonly codes: readonly string[] }> {
  const context = contextOf(files);
  const facts = await readDocuments(Object.keys(files), context);
  if (facts.kind !== "file") throw new Error(`taken for ${facts.kind}`);
  return { facts, codes: context.collector.diagnostics.map(({ code }) => code) };
}

export function onlySet({ sets }: FileFacts): FileSetFact {
  const [set] = sets;
  if (!set || sets.length > 1) throw new Error(`${sets.length} kinds of files`);
  return set;
}

export function columnOf(set: FileSetFact, name: string): ColumnFact {
  const column = set.columns.find((one) => one.name === name);
  if (!column) throw new Error(`no column ${name}`);
  return column;
}
