import type { Analysis } from "../../../app/analyse.ts";
import {
  authInWords,
  incrementalInWords,
  keyInWords,
  paginationInWords,
  parentsInWords,
} from "../../../app/facts-in-words.ts";
import { Failure } from "../../../diagnostics/failure.ts";
import { didYouMean } from "../../../diagnostics/nearest-names.ts";
import type { ConnectorModel } from "../../../model/connector-model.ts";
import type { Stream } from "../../../model/stream.ts";
import { firstOf, inShort, pageOfItems } from "../answer-size.ts";
import {
  CONNECTOR_NAME,
  DOCUMENTS,
  FROM_DOCUMENT,
  flag,
  integer,
  listOf,
  NEXT,
  objectOf,
  PAGE_ARGUMENTS,
  type PageArguments,
  pageOf,
  text,
} from "../schema-parts.ts";
import { defineTool, READS } from "../tool.ts";

interface Given extends PageArguments {
  readonly documents: readonly string[];
  readonly stream?: string;
  readonly overrides?: string;
  readonly name?: string;
}

export const analyzeTool = defineTool<Given>({
  name: "analyze",
  title: "Analyze documents",
  description:
    "Reads what describes a data source (OpenAPI, Swagger, a Postman collection, documentation, SQL definitions) and says what was found: the source, its streams, what is open. Writes nothing. With `stream`, the details of that one.",
  effects: READS,
  readsDocuments: true,
  input: objectOf(
    {
      documents: DOCUMENTS,
      stream: text("Details of this stream, its fields a part at a time, in place of the summary"),
      overrides: text("An overrides.yaml with what the user decided"),
      name: CONNECTOR_NAME,
      ...PAGE_ARGUMENTS,
    },
    "stream",
    "overrides",
    "name",
    "from",
    "limit",
  ),
  output: objectOf(
    {
      name: text("Of the connector that would be built"),
      source: objectOf({ kind: text(), fromDocument: FROM_DOCUMENT }),
      offered: integer("Streams that are built unless somebody chooses otherwise"),
      streams: pageOf(
        objectOf({
          name: text(),
          offered: flag(),
          open: listOf(text(), "What is asked about it"),
          fromDocument: FROM_DOCUMENT,
        }),
      ),
      stream: objectOf({
        name: text(),
        offered: flag(),
        open: listOf(text()),
        fields: pageOf(objectOf({ fromDocument: FROM_DOCUMENT })),
        fromDocument: FROM_DOCUMENT,
      }),
      questions: objectOf({ total: integer(), first: listOf(text()) }),
      notStreams: integer("Operations that are no streams"),
      messages: objectOf({ total: integer(), fromDocument: FROM_DOCUMENT }),
      next: NEXT,
    },
    "streams",
    "stream",
  ),
  async run(given, { ports, allowedOrigins }) {
    const { analyse } = await import("../../../app/analyse.ts");
    const { readOverrides } = await import("../../../app/folder/overrides-file.ts");
    const overrides = given.overrides === undefined ? {} : await readOverrides(given.overrides, ports);
    const analysis = await analyse(
      given.documents,
      { allowedOrigins, overrides, ...(given.name === undefined ? {} : { name: given.name }) },
      ports,
    );
    return {
      ...summary(analysis),
      ...(given.stream === undefined ? streamPage(analysis, given) : oneStream(analysis, given.stream, given)),
    };
  },
});

function summary({ model, questions, diagnostics, left }: Analysis) {
  return {
    name: model.name,
    source: { kind: model.source.kind, fromDocument: sourceFacts(model) },
    offered: model.streams.filter(({ selected }) => selected).length,
    questions: {
      total: questions.length,
      first: firstOf(
        questions.map(({ id }) => id),
        10,
      ),
    },
    notStreams: left.length,
    messages: {
      total: diagnostics.length,
      fromDocument: { first: inShort(diagnostics.slice(0, 5).map(({ message }) => message)) },
    },
  };
}

function sourceFacts({ title, description, source, settings }: ConnectorModel) {
  const http = source.kind === "http" ? { baseUrl: source.baseUrl, auth: source.auth.map(authInWords) } : {};
  const listed = settings.map(({ name, required, secret }) => ({ name, required, secret }));
  return inShort({ title, description: description ?? "", ...http, settings: listed });
}

function streamPage({ model, questions }: Analysis, given: Given) {
  const streams = model.streams.map((stream) => ({
    ...named(stream, { questions }),
    fromDocument: inShort(inWords(stream)),
  }));
  const page = pageOfItems(streams, given);
  return {
    streams: page,
    next: `${page.next === undefined ? "" : `the rest of the streams: from ${page.next}; `}details of one: stream; then build, which makes a folder that questions, answer, explain and verify work on`,
  };
}

function oneStream({ model, questions }: Analysis, name: string, given: Given) {
  const stream = model.streams.find((one) => one.name === name);
  const known = model.streams.map((one) => one.name);
  if (!stream) {
    const hint = didYouMean(name, known) || `; there are: ${firstOf(known).join(", ")}`;
    throw new Failure("misuse", `the documents give no stream "${name}"${hint}`);
  }
  const fields = Object.entries(stream.schema.properties ?? {}).map(([field, { type, format, description }]) => ({
    fromDocument: inShort({
      field,
      type: type ?? "any",
      ...(format && { format }),
      ...(description && { description }),
    }),
  }));
  const { schema: _, ...facts } = stream;
  return {
    stream: {
      ...named(stream, { questions }),
      fields: pageOfItems(fields, given),
      fromDocument: inShort(facts),
    },
    next: "where each of this was read: build, then explain",
  };
}

function named({ name, selected }: Stream, { questions }: Pick<Analysis, "questions">) {
  const about = questions.filter((one) => one.stream === name || one.streams?.includes(name));
  return {
    name,
    offered: selected,
    open: firstOf(
      about.map(({ id }) => id),
      5,
    ),
  };
}

function inWords({ access, primaryKey, incremental, parents }: Stream) {
  const http =
    access.kind === "http"
      ? { request: `${access.method} ${access.path}`, pages: paginationInWords(access.pagination) }
      : { read: access.kind };
  const key = keyInWords(primaryKey);
  const cursor = incrementalInWords(incremental);
  const above = parentsInWords(parents);
  return { ...http, ...(key && { key }), ...(cursor && { incremental: cursor }), ...(above && { parents: above }) };
}
