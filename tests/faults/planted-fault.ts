import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ConnectorModel } from "../../src/model/connector-model.ts";
import { targets } from "../../src/targets/registry.ts";
import type { TargetId } from "../../src/targets/target.ts";
import type { Property } from "../../src/verify/verdict.ts";

/** One line of a generated connector, made wrong; `verify` must see it. */
export interface PlantedFault {
  readonly name: string;
  readonly file: string;
  /** Looks only between this text and the next `until`; both are there once. Absent: in the whole file. */
  readonly after?: string;
  readonly until?: string;
  /** Must be there exactly once. */
  readonly find: string;
  readonly replace: string;
  /** The verdict that must be red. */
  readonly seenIn: Property;
}

/** Writes the generated project into the folder. */
export function writeProject(model: ConnectorModel, id: TargetId, folder: string): void {
  const target = targets[id];
  for (const file of target.emit(target.lower(model, { connectorVersion: "0.1.0" }).plan)) {
    const path = join(folder, file.path);
    mkdirSync(dirname(path), { recursive: true });
    if ("content" in file) writeFileSync(path, file.content);
    else copyFileSync(file.copyOf, path);
  }
}

/** A copy of the project with the fault in it. */
export function plant(fault: PlantedFault, from: string, to: string): void {
  cpSync(from, to, { recursive: true });
  const path = join(to, fault.file);
  const text = readFileSync(path, "utf8");
  const start = fault.after === undefined ? 0 : onlyPlace(text, fault.after, fault.name);
  const end = fault.until === undefined ? text.length : text.indexOf(fault.until, start);
  if (end < start) throw new Error(`${fault.name}: "${fault.until}" does not follow in ${fault.file}`);
  const at = start + onlyPlace(text.slice(start, end), fault.find, fault.name);
  writeFileSync(path, text.slice(0, at) + fault.replace + text.slice(at + fault.find.length));
}

function onlyPlace(text: string, wanted: string, name: string): number {
  const at = text.indexOf(wanted);
  if (at < 0) throw new Error(`${name}: the generated file no longer holds ${JSON.stringify(wanted)}`);
  if (text.indexOf(wanted, at + 1) >= 0) throw new Error(`${name}: ${JSON.stringify(wanted)} is there more than once`);
  return at;
}
