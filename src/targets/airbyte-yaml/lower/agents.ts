import type { ErrorRule } from "../../../model/http.ts";
import type { Note } from "../../../model/values.ts";
import type { Markdown } from "../plan.ts";
import { authSentence, type Facts, limitSentence, pagingSentence, syncSentence } from "./facts.ts";
import type { BuiltStream } from "./manifest.ts";
import { md, mdCode, mdTable, section } from "./markdown.ts";
import type { Scope } from "./scope.ts";

/** Why each odd choice exists, for whoever changes the connector. */
export function agents(facts: Facts): Markdown {
  const { streams, losses, scope } = facts;
  const { model, source } = scope;
  return [
    `# Notes for changing the ${md(model.title)} source`,
    "",
    "`manifest.yaml` is generated. Change facts in the connector's `overrides.yaml` and build again; `build` refuses to overwrite files that were edited by hand unless `--force` is given.",
    "",
    "## Authentication",
    "",
    `- ${authSentence(source.auth)}`,
    ...notes(model.notes, "auth"),
    "",
    "## Paging",
    "",
    ...mdTable(
      ["how", "end", "for example"],
      grouped(streams.map(({ stream }) => ({ said: pagingSentence(stream), stream: stream.name }))),
    ),
    "",
    "A paginator that ends early loses records without a word. Hence: no `page_size` where a short page isn't promised to be the last; a page that isn't JSON is an error; a link to another host is refused; a list whose next page isn't known fails on its first full page. A paginator that goes round in circles never ends: cursors are remembered in the slice's `extra_fields` (the only place that outlives a page), and one that comes twice in a row stops the stream.",
    "",
    "## Incremental reads",
    "",
    ...mdTable(
      ["how", "for example"],
      grouped(
        streams.map(({ stream, isIncremental }) => ({
          said: [syncSentence(stream, isIncremental)],
          stream: stream.name,
        })),
      ),
    ),
    "",
    "Parents are read whole for their children (`incremental_dependency` stays off): a child can change without its parent.",
    "",
    ...parentFieldsSection(streams),
    ...liftedFieldsSection(streams),
    "## Errors",
    "",
    ...errorTable(scope),
    "",
    "One `DefaultErrorHandler` with ordered filters instead of a `CompositeErrorHandler`: the composite goes on to the next handler after FAIL, RATE_LIMITED and REFRESH_TOKEN_THEN_RETRY.",
    "",
    "## Limits",
    "",
    `- ${limitSentence(source)}`,
    "",
    "## Templates",
    "",
    "- What a template renders to is read as a Python literal by the CDK (`1_000` becomes 1000): values that could be misread go through `tojson` or `'%r' | format(…)`, or stand in quotes of their own.",
    "- `{{ '…' }}` around a text keeps what the API's documents say from being evaluated.",
    "",
    ...section(
      "Approximations",
      losses.map((loss) => `- ${mdCode(loss.path)}: ${md(loss.lost)}; instead: ${md(loss.instead)}.`),
    ),
    ...section("Where the facts come from", origins(facts)),
  ];
}

function origins({ streams, scope: { model } }: Facts): string[] {
  const said = streams.flatMap(({ stream }) =>
    (stream.notes ?? []).map((note) => ({ said: [noted(note)], stream: stream.name })),
  );
  return [
    "Each stands here once, with the first stream that it holds for; `connector.yaml`, from which this was built, tells them stream by stream.",
    "",
    ...notes(model.notes?.filter(({ about }) => about !== "auth")),
    ...grouped(said).map(([what, stream]) => `- ${what} (${stream})`),
  ];
}

/** Fields that the source's own records don't have. */
function parentFieldsSection(streams: readonly BuiltStream[]): string[] {
  const rows = streams.flatMap(({ stream }) =>
    stream.parents.flatMap(({ recordField, stream: parent, field }) =>
      recordField === undefined
        ? []
        : [{ said: [mdCode(recordField), mdCode([parent, ...field].join("."))], stream: stream.name }],
    ),
  );
  return section(
    "Fields from parents",
    rows.length === 0
      ? []
      : [
          "The source doesn't say whose these records are, so the connector writes their parent's values into them.",
          "",
          ...mdTable(["field", "holds", "for example"], grouped(rows)),
        ],
  );
}

function liftedFieldsSection(streams: readonly BuiltStream[]): string[] {
  const rows = streams.flatMap(({ stream }) =>
    (stream.lifted ?? []).map(({ field, recordField }) => ({
      said: [mdCode(recordField), mdCode(field.join("."))],
      stream: stream.name,
    })),
  );
  return section(
    "Fields from deeper in the record",
    rows.length === 0
      ? []
      : [
          "The CDK looks for keys and cursors at the top of a record only, so the connector repeats them there.",
          "",
          ...mdTable(["field", "holds", "for example"], grouped(rows)),
        ],
  );
}

function notes(all: readonly Note[] | undefined, about?: Note["about"]): string[] {
  return (all ?? []).filter((note) => about === undefined || note.about === about).map((note) => `- ${noted(note)}`);
}

const noted = (note: Note): string => `${note.about}: ${md(note.text)}${note.open ? " **TODO: open.**" : ""}`;

/** What is said of streams, each thing once, with the first stream that it is said of. */
function grouped(rows: readonly { readonly said: readonly string[]; readonly stream: string }[]): string[][] {
  const first = new Map<string, string[]>();
  for (const { said, stream } of rows) {
    const key = said.join("\0");
    if (!first.has(key)) first.set(key, [...said, mdCode(stream)]);
  }
  return [...first.values()];
}

const HAPPENS: Readonly<Record<ErrorRule["action"], string>> = {
  retry: "is tried again, after waits that grow longer",
  "rate-limited": "is tried again when the source says so, else after waits that grow longer",
  "refresh-token": "the token is renewed, then it is tried again",
  empty: "there are no records",
  skip: "the stream fails, the others go on",
  fail: "the stream fails, the others go on",
};

function errorTable({ source }: Scope): string[] {
  const rows = source.errors.map((rule) => [
    rule.statuses.join(", "),
    rule.body ? `where ${mdCode(rule.body.path.join("."))} holds ${mdCode(rule.body.contains)}` : "",
    HAPPENS[rule.action],
    md(rule.message ?? ""),
  ]);
  const defaults = [
    ["429", "", HAPPENS["rate-limited"], "the CDK does so by itself"],
    ["408, 500, 502, 503, 504", "", HAPPENS.retry, "the CDK does so by itself"],
    ["400, 401, 403, 404, 405", "", HAPPENS.fail, "the CDK does so by itself"],
  ];
  return mdTable(["status", "only", "what happens", "why"], [...rows, ...defaults]);
}
