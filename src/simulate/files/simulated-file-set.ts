import type { FileAccess, FileArrival, FixedWidthFormat } from "../../model/file.ts";
import type { Stream } from "../../model/stream.ts";
import type { SimulatedRecord } from "../simulated-source.ts";
import { type FieldValue, fieldValue } from "./field-value.ts";
import { fileBytes } from "./file-bytes.ts";
import { type FileRow, fileText, takesMore } from "./file-text.ts";
import { globName, isIgnored, isOneFile, matchesGlob } from "./glob-names.ts";

/** Where the files of a simulation lie. */
export interface FileFolder {
  /** Makes or replaces a file, with the time at which it was changed last, in milliseconds. */
  write(path: string, content: Buffer, modified: number): void;
  /** In place of a file, something that can't be read. */
  forbid(path: string, modified: number): void;
  remove(path: string): void;
}

/** The files of one stream. */
export interface SimulatedFileSet {
  /** What a tap that read nothing before must bring. */
  records(): readonly SimulatedRecord[];
  /** Puts a file with so many records beside the others; gives those that came by it. */
  add(count: number): readonly SimulatedRecord[];
  /** New files, of which one has the oldest time of all; gives what a tap must bring that read all that was there. */
  advance(count: number): readonly SimulatedRecord[];
  /** One file has other records from now on. */
  replace(): readonly SimulatedRecord[];
  /** A file of which the last record is cut off. */
  addBroken(): void;
  /** Every record has a column that no document knows. */
  extend(): void;
  forbid(): void;
  clear(): void;
}

interface HeldFile {
  readonly path: string;
  /** Records by their numbers. */
  readonly numbers: readonly number[];
  readonly modified: number;
}

type FileSet = Stream & { readonly access: FileAccess };

const FIRST = Date.UTC(2025, 0, 6, 12);
const HOUR = 3_600_000;

/** Beside whole files lie those that must not be read: with names that are ignored, without marker, not settled. */
export function createFileSet(stream: FileSet, arrival: FileArrival, folder: FileFolder): SimulatedFileSet {
  const { access } = stream;
  const isList = access.content === "whole-list";
  const shelf = createShelf(stream, arrival, folder);
  let made = 0;
  let named = 0;
  const numbers = (count: number) => Array.from({ length: count }, () => made++);
  const freshName = () => (isOneFile(access.glob) ? access.glob : dataName(access.glob, arrival, () => named++));
  const add = (count: number) => {
    const [only] = shelf.files();
    // Where there is one file, what is new is written into it.
    const kept = isOneFile(access.glob) && only && !isList ? only.numbers : [];
    return shelf.put({ path: freshName(), numbers: [...kept, ...numbers(count)], modified: shelf.nextTime() });
  };
  putUnfinished(stream, arrival, folder);
  return {
    records() {
      const newest = shelf.newest();
      return (isList && newest ? [newest] : shelf.files()).flatMap(shelf.recordsOf);
    },
    add,
    advance(count) {
      if (isList || isOneFile(access.glob)) return add(count);
      const late = shelf.put({ path: freshName(), numbers: numbers(1), modified: FIRST - 10 * HOUR });
      return [...late, ...add(count - 1)];
    },
    replace() {
      const old = isList ? shelf.newest() : shelf.files()[0];
      if (!old) return [];
      return shelf.put({ ...old, numbers: [...old.numbers.slice(1), ...numbers(2)], modified: shelf.nextTime() });
    },
    addBroken: () => shelf.putBroken(freshName(), numbers(3)),
    extend: () => shelf.extend(),
    forbid() {
      for (const { path, modified } of shelf.files()) folder.forbid(path, modified);
    },
    clear: () => shelf.clear(),
  };
}

/** The files that are there, and how they come there. */
function createShelf(stream: FileSet, { marker }: FileArrival, folder: FileFolder) {
  const { access } = stream;
  let files: HeldFile[] = [];
  let isExtended = false;
  const rowOf = (number: number): FileRow => ({
    values: valuesOf(stream, number),
    ...(isExtended && takesMore(access) ? { extra: "new" } : {}),
  });
  const write = (path: string, text: string, modified: number) => {
    folder.write(path, fileBytes(access, path, text, files.length % 2 === 1), modified);
    if (marker !== undefined) folder.write(beside(path, marker), Buffer.alloc(0), modified);
    files = files.filter((file) => file.path !== path);
  };
  const recordsOf = (file: HeldFile): SimulatedRecord[] => {
    const rows = file.numbers.map(rowOf);
    const { lines } = fileText(access, rows);
    return rows.map((row, index) => recordOf(access, { file, line: lines[index] ?? 0, row }));
  };
  const put = (file: HeldFile) => {
    write(file.path, fileText(access, file.numbers.map(rowOf)).text, file.modified);
    files = [...files, file];
    return recordsOf(file);
  };
  const newest = () => files.toSorted((one, other) => one.modified - other.modified).at(-1);
  const nextTime = () => (newest()?.modified ?? FIRST - HOUR) + HOUR;
  return {
    files: () => files,
    newest,
    nextTime,
    recordsOf,
    put,
    putBroken: (path: string, numbers: readonly number[]) =>
      write(path, cutOff(access, fileText(access, numbers.map(rowOf)).text), nextTime()),
    extend() {
      isExtended = true;
      for (const file of files) put(file);
    },
    clear() {
      const [one] = files;
      for (const { path } of files) folder.remove(path);
      files = [];
      if (one) put({ ...one, numbers: [] });
    },
  };
}

/** A name that isn't ignored. */
function dataName(glob: string, { ignore }: FileArrival, next: () => number): string {
  let name = globName(glob, next());
  for (let tries = 0; tries < 20 && isIgnored(name, ignore); tries++) name = globName(glob, next());
  return name;
}

const beside = (path: string, marker: string): string => {
  const at = path.lastIndexOf("/") + 1;
  return path.slice(0, at) + marker.replaceAll("{name}", path.slice(at));
};

/** What a file isn't to be taken for; where nothing of it goes with the stream's own names, nothing. */
function putUnfinished(stream: FileSet, { ignore, marker, settledAfter }: FileArrival, folder: FileFolder): void {
  const { access } = stream;
  const { text } = fileText(access, [{ values: valuesOf(stream, 9000) }, { values: valuesOf(stream, 9001) }]);
  const put = (path: string, modified: number) => folder.write(path, fileBytes(access, path, text, false), modified);
  const name = globName(access.glob, 9001);
  for (const glob of ignore.filter((one) => !one.includes("/"))) {
    // Of another file, so that it isn't the marker of that one.
    const path = beside(globName(access.glob, 9003), glob.replace("*", "{name}").replaceAll("*", "x"));
    if (isIgnored(path, ignore)) put(path, FIRST);
  }
  if (isOneFile(access.glob) || !matchesGlob(name, access.glob)) return;
  if (marker !== undefined) put(name, FIRST);
  // Its time is still to come, however long a trial takes.
  if (settledAfter > 0) put(globName(access.glob, 9002), Date.now() + 24 * HOUR);
}

function valuesOf({ access, primaryKey, schema }: FileSet, number: number): FieldValue[] {
  // A line with nothing in it would be none.
  const fillsLine = access.fields.length === 1 || access.format.kind === "fixed-width";
  return access.fields.map((given, index) => {
    const field = fillsLine && index === 0 ? { ...given, nullable: false } : given;
    const name = field.field ?? field.name;
    const type = [schema.properties?.[name]?.type ?? []].flat();
    return fieldValue(field, number, {
      format: access.format,
      encoding: access.encoding,
      isKey: primaryKey.some((path) => path.join(".") === name),
      asNumber: type.includes("number"),
    });
  });
}

function recordOf(
  access: FileAccess,
  { file, line, row }: { readonly file: HeldFile; readonly line: number; readonly row: FileRow },
): SimulatedRecord {
  const own = access.fields.map(({ name, field }, index) => [field ?? name, row.values[index]?.json ?? null]);
  return {
    ...Object.fromEntries(own),
    _file: file.path,
    _line: line,
    _modified: new Date(file.modified).toISOString().replace(".000Z", "+00:00"),
  };
}

/** A file that a sender was still writing when it was looked at. */
function cutOff({ format, fields }: FileAccess, text: string): string {
  const whole = text.trimEnd();
  if (format.kind === "fixed-width") return unreadable(format, text);
  if (format.kind !== "delimited") return whole.slice(0, -1);
  if (fields.length > 1) {
    const cut = whole.slice(0, whole.lastIndexOf(format.delimiter));
    // Of a row with nothing in it, nothing would be left.
    return cut.endsWith("\n") ? `${cut}x` : cut;
  }
  // Of one value, only an end in the middle of quotes can be seen.
  return format.quote === undefined ? `${whole}${format.delimiter}x` : `${whole}\r\n${format.quote}cut`;
}

/** Of lines of fixed width, an end can't be seen everywhere; letters in place of numbers and dates can. */
function unreadable({ skipLines, only }: FixedWidthFormat, text: string): string {
  const lines = text.split("\r\n");
  const mark = (at: number) => only !== undefined && at >= only.start && at < only.start + only.value.length;
  const broken = [...(lines[skipLines] ?? "")].map((sign, at) => (mark(at) ? sign : "x")).join("");
  return lines.toSpliced(skipLines, 1, broken).join("\r\n");
}
