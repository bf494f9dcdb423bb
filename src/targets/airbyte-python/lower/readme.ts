import type { HttpAccess } from "../../../model/http.ts";
import { neededSettings } from "../../../model/needed-settings.ts";
import { inShort } from "../../../printing/in-short.ts";
import { markdownCode as code, markdownTable as table, markdownText as text } from "../../../printing/markdown.ts";
import { nearestParents } from "../../built-streams.ts";
import { notesOf, type Told } from "./documents.ts";

/** `README.md`: enough for a stranger. */
export function readmeText(told: Told): string {
  const { model, names, streams } = told;
  const documentation = model.documentation === undefined ? [] : [`Documentation: ${code(model.documentation)}`];
  return `${[
    `# ${names.source}`,
    `An [Airbyte](https://airbyte.com) source for ${text(model.title)}, built on the Python CDK. It reads; it never writes.`,
    ...(model.description === undefined ? [] : [text(inShort(model.description))]),
    ...documentation,
    ...openQuestions(told),
    ...usage(told),
    "## Settings",
    settingsTable(told),
    "## Streams",
    streamsTable(told),
    "## How it reads",
    behaviour(told)
      .map((item) => `- ${item}`)
      .join("\n"),
    ...reasons(told),
    "## Tests",
    "All tests run offline, on an API that is played in the same process from `unit_tests/source.json`:",
    fenced("uv run --group test pytest"),
    ...(streams.length > MANY ? [SOME_TRIED] : []),
  ].join("\n\n")}\n`;
}

/** As the tests have it (`shapes.py`). */
const MANY = 100;
const SOME_TRIED =
  "Of so many streams, those that are read in the same way are alike: every stream is discovered, and one of each kind (of paging, cursor, parents, parameters, errors) is read, with its parents. `TAP_TEST_STREAMS=all` before the command reads every one.";

const fenced = (lines: string, language = "bash"): string => `\`\`\`${language}\n${lines}\n\`\`\``;

function openQuestions(told: Told): string[] {
  const open = notesOf(told).filter(([, note]) => note.open);
  const auth = told.source.auth.length === 0 ? [AUTH_OPEN] : [];
  if (open.length + auth.length === 0) return [];
  return [
    "## TODO: open questions",
    "The documents don't answer these. Until they are answered, the source does the careful thing, which may be to fail.",
    table(
      ["Where", "About", "TODO"],
      [...auth, ...open.map(([where, note]) => [text(where), note.about, text(note.text)])],
    ),
  ];
}

const AUTH_OPEN = ["all streams", "auth", "How the API wants to know who asks isn't known: no credentials are sent"];

function usage({ model }: Told): string[] {
  const config = Object.fromEntries(model.settings.filter(({ required }) => required).map(({ name }) => [name, "…"]));
  return [
    "## Use",
    fenced("uv sync\nmkdir -p secrets"),
    "Write `secrets/config.json`:",
    fenced(JSON.stringify(config, null, 2), "json"),
    fenced(
      [
        "uv run python main.py spec",
        "uv run python main.py check --config secrets/config.json",
        "uv run python main.py discover --config secrets/config.json",
        "uv run python main.py read --config secrets/config.json --catalog integration_tests/configured_catalog.json",
      ].join("\n"),
    ),
    "`--state state.json` goes on from the states that a former read gave; without it everything is read.",
  ];
}

function settingsTable({ model, streams }: Told): string {
  const opened = Map.groupBy(
    streams.flatMap((stream) => neededSettings(model, stream).map((name) => ({ name, stream: code(stream.name) }))),
    ({ name }) => name,
  );
  const opens = (name: string) => (opened.get(name) ?? []).map(({ stream }) => stream);
  const rows = model.settings.map((setting) => [
    code(setting.name),
    setting.required ? "yes" : "no",
    setting.default === undefined ? "" : code(JSON.stringify(setting.default)),
    text(setting.description ?? setting.title) +
      (setting.secret ? " (secret)" : "") +
      (opens(setting.name).length > 0 ? ` Without it, ${opens(setting.name).join(", ")} can't be read.` : ""),
  ]);
  return table(["Setting", "Required", "Default", "What it is"], rows);
}

function streamsTable({ streams }: Told): string {
  const rows = streams.map((stream) => [
    code(stream.name),
    stream.primaryKey.length === 0 ? "none known" : stream.primaryKey.map((key) => code(key.join("."))).join(", "),
    stream.incremental ? code(stream.incremental.cursorField.join(".")) : "",
    [...new Set(stream.parents.map((link) => link.stream))].map(code).join(", "),
    code(`${stream.access.method} ${stream.access.path}`),
    PAGING[stream.access.pagination.kind],
  ]);
  return table(["Stream", "Key", "Cursor", "Below", "Read from", "Pages"], rows);
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
  const crossed = streams.filter((stream) => nearestParents(stream, streams).length > 1).map(({ name }) => code(name));
  const quotas = (source.rateLimit?.quotas ?? []).map((quota) => `${quota.requests} in ${quota.seconds} s`);
  const has = (holds: (stream: Told["streams"][number]) => boolean, ...items: string[]) =>
    streams.some(holds) ? items : [];
  return [
    "Records come out as the API gave them. A field that the schema doesn't know is passed on and told in the log.",
    ...has(({ parents }) => parents.some(({ recordField }) => recordField !== undefined), FILLED),
    ...has(({ lifted }) => lifted !== undefined, LIFTED),
    ...has(({ parents }) => parents.length > 0, PARENTS),
    ...(crossed.length === 0
      ? []
      : [`${crossed.join(", ")}: read for every combination of the parents' records that fit together.`]),
    ...has(({ incremental }) => incremental !== undefined, ...INCREMENTAL),
    ...(quotas.length > 0 ? [`Requests stay within the documented quotas: ${quotas.join(", ")}.`] : []),
    "A request that fails for a while is tried again: as long as the API asks to wait, otherwise with growing waits.",
    "A stream (or a parent's part of it) that is forbidden is left out and told; the others are read, and the sync ends as failed.",
    "Links to next pages, and redirects, are followed on the configured host only.",
  ];
}

const FILLED =
  "Where the API doesn't say whose a record is, the source does: it fills in the field that `record_field` names in `streams.py` with the parent's value.";

const LIFTED =
  "Where a key or cursor lies deeper in a record, the source repeats it at the record's top: `lifted` in `streams.py` says which.";

const PARENTS =
  "All of a parent's records are read for its children, however old they are: the children of an old record may be new. What leads to children is held in memory while a parent has at most 200,000 records.";

const INCREMENTAL = [
  "Incremental streams start at the state's point in time, which is included: a record that has exactly that one comes again, and is overwritten by its key.",
  "The state moves on when a stream (or a parent's part of it) has been read to its end; below parents, there is one state for each of them.",
];

/** What the facts were read from. */
function reasons(told: Told): string[] {
  const known = notesOf(told).filter(([, note]) => !note.open);
  if (known.length === 0) return [];
  const rows = known.map(([where, note]) => [text(where), note.about, text(note.text)]);
  return ["## Why we believe it", table(["Where", "About", "Why"], rows)];
}
