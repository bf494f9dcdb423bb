import type { ConnectorModel } from "../model/connector-model.ts";
import type { HttpAccess, HttpSource } from "../model/http.ts";
import { neededSettings } from "../model/needed-settings.ts";
import type { Setting } from "../model/setting.ts";
import type { Stream } from "../model/stream.ts";
import type { Note } from "../model/values.ts";
import { markdownCode as code, markdownTable as table, markdownText as text } from "../printing/markdown.ts";
import { nearestParents } from "./built-streams.ts";

/** What the README of a project that reads an HTTP API tells, whatever its framework. */
export interface ToldSource {
  readonly model: ConnectorModel;
  readonly source: HttpSource;
  readonly streams: readonly (Stream & { readonly access: HttpAccess })[];
}

export const fenced = (lines: string, language = "bash"): string => `\`\`\`${language}\n${lines}\n\`\`\``;

/** Every note, with where it belongs. */
export const notesOf = ({ model, streams }: ToldSource): (readonly [string, Note])[] => [
  ...(model.notes ?? []).map((note) => ["all streams", note] as const),
  ...streams.flatMap((stream) => (stream.notes ?? []).map((note) => [stream.name, note] as const)),
];

/** `who`: what does the careful thing, "the tap"; `withoutAuth`: what it does while nobody knows how to prove who asks. */
export function openQuestions(told: ToldSource, { who, withoutAuth }: { who: string; withoutAuth: string }): string[] {
  const open = notesOf(told).filter(([, note]) => note.open);
  const auth = told.source.auth.length === 0 ? [["all streams", "auth", withoutAuth]] : [];
  if (open.length + auth.length === 0) return [];
  return [
    "## TODO: open questions",
    `The documents don't answer these. Until they are answered, ${who} does the careful thing, which may be to fail.`,
    table(
      ["Where", "About", "TODO"],
      [...auth, ...open.map(([where, note]) => [text(where), note.about, text(note.text)])],
    ),
  ];
}

/** What the facts were read from. */
export function reasons(told: ToldSource): string[] {
  const known = notesOf(told).filter(([, note]) => !note.open);
  if (known.length === 0) return [];
  const rows = known.map(([where, note]) => [text(where), note.about, text(note.text)]);
  return ["## Why we believe it", table(["Where", "About", "Why"], rows)];
}

/** Streams that can't be read without a setting. */
export function opensOf({
  model,
  streams,
}: {
  readonly model: ConnectorModel;
  readonly streams: readonly Stream[];
}): (setting: string) => string[] {
  const opened = Map.groupBy(
    streams.flatMap((stream) => neededSettings(model, stream).map((name) => ({ name, stream: code(stream.name) }))),
    ({ name }) => name,
  );
  return (setting) => (opened.get(setting) ?? []).map(({ stream }) => stream);
}

/** Of a table of settings: whether it is required, its default, what it is. */
export function settingCells(setting: Setting, opens: readonly string[]): string[] {
  return [
    setting.required ? "yes" : "no",
    setting.default === undefined ? "" : code(JSON.stringify(setting.default)),
    text(setting.description ?? setting.title) +
      (setting.secret ? " (secret)" : "") +
      (opens.length > 0 ? ` Without it, ${opens.join(", ")} can't be read.` : ""),
  ];
}

/** Of a table of streams: name, key, cursor; below what, read from where, in which pages. */
export function streamCells(stream: ToldSource["streams"][number]): {
  readonly whose: string[];
  readonly where: string[];
} {
  return {
    whose: [
      code(stream.name),
      stream.primaryKey.length === 0 ? "none known" : stream.primaryKey.map((key) => code(key.join("."))).join(", "),
      stream.incremental ? code(stream.incremental.cursorField.join(".")) : "",
    ],
    where: [
      [...new Set(stream.parents.map((link) => link.stream))].map(code).join(", "),
      code(`${stream.access.method} ${stream.access.path}`),
      PAGING[stream.access.pagination.kind],
    ],
  };
}

const PAGING: Readonly<Record<HttpAccess["pagination"]["kind"], string>> = {
  none: "one",
  "page-number": "by number",
  offset: "by offset",
  cursor: "by cursor",
  "next-url": "by link in the body",
  "link-header": "by `Link` header",
  unknown: "**not known**: fails when the first may not be all",
};

/** Streams that several others lead to, as they are called in text. */
export function crossedStreams(streams: readonly Stream[]): string[] {
  return streams.filter((stream) => nearestParents(stream, streams).length > 1).map(({ name }) => code(name));
}

/** Documented quotas; empty where there are none. */
export function quotasKept({ rateLimit }: HttpSource): string[] {
  const quotas = (rateLimit?.quotas ?? []).map((quota) => `${quota.requests} in ${quota.seconds} s`);
  return quotas.length === 0 ? [] : [`Requests stay within the documented quotas: ${quotas.join(", ")}.`];
}

/** The end of what tells agents how to work on a project. */
export function openWork(told: ToldSource): string {
  return notesOf(told).some(([, note]) => note.open)
    ? "Questions about the source are open: see the README's TODO table. Don't guess: ask, or try it on the source."
    : "No question about the source is open.";
}
