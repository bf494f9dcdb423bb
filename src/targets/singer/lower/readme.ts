import type { ConnectorModel } from "../../../model/connector-model.ts";
import type { HttpAccess, HttpSource } from "../../../model/http.ts";
import { neededSettings } from "../../../model/needed-settings.ts";
import type { Stream } from "../../../model/stream.ts";
import type { Note } from "../../../model/values.ts";
import { inShort } from "../../../printing/in-short.ts";
import { markdownCode as code, markdownTable as table, markdownText as text } from "../../../printing/markdown.ts";
import { nearestParents } from "../../built-streams.ts";
import type { TapNames } from "../plan.ts";
import { fenced, settingsSection, usageSection } from "./readme-parts.ts";

interface Told {
  readonly model: ConnectorModel;
  readonly source: HttpSource;
  readonly streams: readonly (Stream & { readonly access: HttpAccess })[];
  readonly names: TapNames;
  /** Some schema files are of records that the documents name, not of one stream. */
  readonly sharesSchemas: boolean;
}

/** `README.md`: enough for a stranger. */
export function readmeText(told: Told): string {
  const { model, names } = told;
  const documentation = model.documentation === undefined ? [] : [`Documentation: ${code(model.documentation)}`];
  return `${[
    `# ${names.tap}`,
    `A [Singer](https://www.singer.io) tap for ${text(model.title)}, built on the Meltano Singer SDK.`,
    ...(model.description === undefined ? [] : [text(inShort(model.description))]),
    ...documentation,
    ...openQuestions(told),
    ...usageSection(told),
    "## Settings",
    settingsTable(told),
    ...streamsSection(told),
    ...behaviour(told),
    ...reasons(told),
    "## Tests",
    "All tests run offline, on a source that is played in the same process from `tests/source.json`:",
    fenced("uv sync --group test && uv run pytest"),
    ...(told.streams.length > MANY ? [SOME_TRIED] : []),
  ].join("\n\n")}\n`;
}

/** As the tests have it (`shapes.py`). */
const MANY = 100;
const SOME_TRIED =
  "Of so many streams, those that are read in the same way are alike: every stream is discovered, and one of each kind (of paging, cursor, parents, parameters, errors) is read, with its parents. `TAP_TEST_STREAMS=all uv run pytest` reads every one.";

const openNotes = ({ model, streams }: Told): (readonly [string, Note])[] => [
  ...(model.notes ?? []).map((note) => ["all streams", note] as const),
  ...streams.flatMap((stream) => (stream.notes ?? []).map((note) => [stream.name, note] as const)),
];

function openQuestions(told: Told): string[] {
  const open = openNotes(told).filter(([, note]) => note.open);
  const auth = told.source.auth.length === 0 ? [AUTH_OPEN] : [];
  if (open.length + auth.length === 0) return [];
  return [
    "## TODO: open questions",
    "The documents don't answer these. Until they are answered, the tap does the careful thing, which may be to fail.",
    table(
      ["Where", "About", "TODO"],
      [...auth, ...open.map(([where, note]) => [text(where), note.about, text(note.text)])],
    ),
  ];
}

const AUTH_OPEN = [
  "all streams",
  "auth",
  "How the source wants to know who asks isn't known: the tap sends no credentials",
];

function settingsTable(told: Told): string {
  const opened = Map.groupBy(
    told.streams.flatMap((stream) =>
      neededSettings(told.model, stream).map((name) => ({ name, stream: code(stream.name) })),
    ),
    ({ name }) => name,
  );
  return settingsSection(told, (name) => (opened.get(name) ?? []).map(({ stream }) => stream));
}

function streamsSection({ streams }: Told): string[] {
  const rows = streams.map((stream) => [
    code(stream.name),
    stream.primaryKey.length === 0 ? "none known" : stream.primaryKey.map((key) => code(key.join("."))).join(", "),
    stream.incremental ? code(stream.incremental.cursorField.join(".")) : "",
    [...new Set(stream.parents.map((link) => link.stream))].map(code).join(", "),
    code(`${stream.access.method} ${stream.access.path}`),
    PAGING[stream.access.pagination.kind],
  ]);
  return ["## Streams", table(["Stream", "Key", "Cursor", "Below", "Read from", "Pages"], rows)];
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

function behaviour({ streams, source }: Told): string[] {
  const incremental = streams.some((stream) => stream.incremental);
  const children = streams.some((stream) => stream.parents.length > 0);
  const quotas = (source.rateLimit?.quotas ?? []).map((quota) => `${quota.requests} in ${quota.seconds} s`);
  const items = [
    "Records come out as the source gave them. A field that the schema doesn't know is passed on and told in the log.",
    ...(streams.some((stream) => stream.parents.some((link) => link.recordField !== undefined)) ? [FILLED] : []),
    ...(streams.some(({ lifted }) => lifted) ? [LIFTED] : []),
    ...crossed(streams),
    ...(incremental ? INCREMENTAL : []),
    ...(incremental && children ? [OLD_PARENTS] : []),
    ...(quotas.length > 0 ? [`Requests stay within the documented quotas: ${quotas.join(", ")}.`] : []),
    "A request that fails for a while is tried again: as long as the source asks to wait, otherwise with growing waits.",
    "A stream (or a parent's part of it) that is forbidden is left out and told; the others are read, and the tap ends with a non-zero exit.",
    "Links to next pages are followed on the configured host only.",
  ];
  return ["## How it reads", items.map((item) => `- ${item}`).join("\n")];
}

/** Streams that several others lead to. */
function crossed(streams: readonly Stream[]): string[] {
  const names = streams.filter((stream) => nearestParents(stream, streams).length > 1).map(({ name }) => code(name));
  if (names.length === 0) return [];
  return [
    `Several streams lead to ${names.join(", ")}: read for every combination of their records that fit together, which can be many requests.`,
  ];
}

const FILLED =
  "Where the source doesn't say whose a record is, the tap does: it fills in the field that `record_field` names in `streams.py` with the parent's value.";

const LIFTED =
  "Singer looks for keys and cursors at the top of a record. Where they lie deeper, the tap repeats them there: `lifted` in `streams.py` says which.";

const INCREMENTAL = [
  "Incremental streams start at the state's point in time, which is included: a record that has exactly that one comes again. Load with the key, so that it overwrites itself.",
  "The state moves on when a stream (or a parent's part of it) has been read to its end; a run that was cut short reads again from where it began.",
];
const OLD_PARENTS =
  "While a stream with children is read, all its records are: the children of an old record may be new. Old records themselves aren't given out again.";

/** What the facts were read from. */
function reasons(told: Told): string[] {
  const known = openNotes(told).filter(([, note]) => !note.open);
  if (known.length === 0) return [];
  const rows = known.map(([where, note]) => [text(where), note.about, text(note.text)]);
  return ["## Why we believe it", table(["Where", "About", "Why"], rows)];
}

/** `AGENTS.md`: what one must know to change the tap. */
export function agentsText(told: Told): string {
  const { names, sharesSchemas } = told;
  const questions = openNotes(told).filter(([, note]) => note.open);
  return `# Working on ${names.tap}

This project was generated. Facts about the source (paths, paging, keys, cursors, authentication) belong into the
connector's \`overrides.yaml\`, one folder up, and are built in anew; \`tests/source.json\` says the same facts to the tests.

- \`${names.package}/tap.py\`: settings and the list of streams
- \`${names.package}/client.py\`: what all streams share: where the source is, who asks, limits, errors
- \`${names.package}/streams.py\`: one class a stream, attributes only
- \`${names.package}/schemas/\`: a JSON Schema for each stream's records${sharesSchemas ? ", those that the API's documents name in `shared/`" : ""}
- \`${names.package}/support/\`: how reading works; nothing in it knows this source
- \`tests/\`: \`uv run pytest\`, offline, a few seconds

Check a change with \`uv run pytest\`, \`uvx ruff check .\`, \`uvx ruff format --check .\` and \`uv run --group test --group typing mypy .\`.
Never write credentials into files of this project; \`.env\` and \`config.json\` are ignored by git.

${questions.length === 0 ? "No question about the source is open." : OPEN_WORK}
`;
}

const OPEN_WORK =
  "Questions about the source are open: see the README's TODO table. Don't guess: ask, or try it on the source.";
