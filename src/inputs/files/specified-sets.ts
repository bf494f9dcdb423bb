import { posix } from "node:path";
import type { Collector } from "../../diagnostics/collector.ts";
import { Failure } from "../../diagnostics/failure.ts";
import type { ColumnFact, DeclaredField, FileSetFact } from "../../evidence/file-facts.ts";
import type { TextLoader } from "../load-texts.ts";
import { locate } from "../locations.ts";
import type { SourceDocument, SourceText } from "../source-document.ts";
import { createColumnProfile } from "./column-profile.ts";
import { PLAIN, type SpecifiedFiles } from "./file-spec.ts";
import { sampleName } from "./sample-name.ts";

/** The specification that speaks of a file: by its path, else by its name, else as the only one beside the only file. */
export function specOf(
  { name }: Pick<SourceText, "name">,
  specified: readonly SpecifiedFiles[],
  files: number,
): SpecifiedFiles | undefined {
  const base = posix.basename(name);
  const byPath = specified.find(({ paths }) => paths.some((path) => posix.basename(path) === base));
  if (byPath) return byPath;
  const stem = posix.basename(sampleName(name).stem).toLowerCase();
  const open = specified.filter(({ paths }) => paths.length === 0);
  const byName = open.find((one) => stem === one.name.toLowerCase() || stem.startsWith(`${one.name.toLowerCase()}-`));
  // A layout alone is that of all files that have no other form.
  const layout = specified.length === 1 && open[0]?.format?.kind === "fixed-width" ? open[0] : undefined;
  if (layout) return sampleName(name).form === undefined && !/\.json$/i.test(name) ? layout : undefined;
  return byName ?? (files === 1 && specified.length === 1 ? open[0] : undefined);
}

/** The files that specifications name and that lie where they say. */
export async function referredSamples(
  specified: readonly SpecifiedFiles[],
  given: readonly SourceDocument[],
  { loader, collector }: { readonly loader: TextLoader; readonly collector: Collector },
): Promise<SourceDocument[]> {
  const found: SourceDocument[] = [];
  for (const { spec, paths, at } of specified) {
    for (const path of paths) {
      if (given.some(({ name }) => posix.basename(name) === posix.basename(path))) continue;
      const to = locate(path, spec, []);
      if (to.kind !== "file" && to.kind !== "url") {
        collector.report("files/unread-metadata", { what: `${path} leads out of the folder of the specification` }, at);
        continue;
      }
      const text = await loader.refer(to, spec).catch(() => undefined);
      if (text) found.push({ ...text, value: parsedValue(text) });
    }
  }
  return found;
}

function parsedValue({ name, text }: SourceText): unknown {
  if (!/\.json$/i.test(name)) return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Failure("unusable", `${name} is broken JSON`, { cause });
  }
}

/** Sets with what is specified of them, and those that are only specified. */
export function withSpecifications(
  sets: readonly FileSetFact[],
  specified: readonly SpecifiedFiles[],
  files: number,
): FileSetFact[] {
  const used = new Set<SpecifiedFiles>();
  const found = sets.map((set) => {
    const spec = specOf({ name: set.at.document }, specified, files);
    if (!spec || (spec.format?.kind === "fixed-width" && set.format.kind !== "fixed-width")) return set;
    used.add(spec);
    return specifiedSet(set, spec);
  });
  return [...found, ...specified.filter((spec) => !used.has(spec)).map(onlySpecified)];
}

function specifiedSet(set: FileSetFact, spec: SpecifiedFiles): FileSetFact {
  const byName = new Map(spec.fields.map((declared) => [declared.field.name, declared]));
  const known = new Set(set.columns.map(({ name }) => name));
  return {
    ...set,
    name: spec.name,
    description: spec.description,
    // Which lines of fixed-width files are no records only a sample tells.
    format: set.format.kind === "fixed-width" ? set.format : (spec.format ?? set.format),
    reasons: spec.format ? [{ says: "the specification says so", at: spec.at }] : set.reasons,
    encoding: spec.encoding ?? set.encoding,
    columns: [
      ...set.columns.map((column) => {
        const declared = byName.get(column.name);
        return declared ? { ...column, declared } : column;
      }),
      ...spec.fields.filter(({ field }) => !known.has(field.name)).map(onlyDeclared),
    ],
    declared: { primaryKey: spec.primaryKey, remarks: spec.remarks, at: spec.at },
  };
}

function onlySpecified(spec: SpecifiedFiles): FileSetFact {
  const [path] = spec.paths;
  const gzip = path !== undefined && sampleName(path).gzip;
  return {
    name: spec.name,
    description: spec.description,
    glob: path === undefined ? openGlob(spec) : path.replace(/[*[\]{}]/g, "?"),
    numbered: path === undefined,
    format: spec.format ?? PLAIN,
    reasons: [
      {
        says: spec.format ? "the specification says so" : "commas and a header are usual, and nothing else is said",
        at: spec.at,
      },
    ],
    compression: gzip ? "by-name" : "none",
    encoding: spec.encoding ?? "utf-8",
    samples: [],
    columns: spec.fields.map(onlyDeclared),
    rows: 0,
    declared: { primaryKey: spec.primaryKey, remarks: spec.remarks, at: spec.at },
    at: spec.at,
  };
}

/** What the files are called isn't said. */
function openGlob({ name, format }: SpecifiedFiles): string {
  const ends = { delimited: ".csv", "json-lines": ".jsonl", json: ".json", "fixed-width": "" }[
    format?.kind ?? "delimited"
  ];
  return `${name.replace(/[*?[\]{}]/g, "?")}*${ends}`;
}

function onlyDeclared(declared: DeclaredField): ColumnFact {
  const { at, field } = declared;
  return { ...createColumnProfile().fact({ name: field.name, named: true, at }), declared };
}
