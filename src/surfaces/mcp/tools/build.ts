import type { BuiltConnector } from "../../../app/building/build-options.ts";
import { targetIds } from "../../../app/targets.ts";
import { Failure } from "../../../diagnostics/failure.ts";
import { firstOf, inShort } from "../answer-size.ts";
import {
  CONNECTOR_NAME,
  DOCUMENTS,
  FROM_DOCUMENT,
  flag,
  integer,
  listOf,
  NEXT,
  objectOf,
  STREAMS,
  text,
} from "../schema-parts.ts";
import { defineTool, WRITES } from "../tool.ts";

interface Given {
  readonly documents: readonly string[];
  readonly targets?: readonly (typeof targetIds)[number][];
  readonly out?: string;
  readonly streams?: readonly string[];
  readonly all?: boolean;
  readonly name?: string;
  readonly ours?: readonly string[];
}

const LOSSES_SHOWN = 10;

export const buildTool = defineTool<Given>({
  name: "build",
  title: "Build connectors",
  description:
    "Builds connectors from documents, or again from a connector's own folder (give that as the only document) so that answers take effect. What people edited is merged or left, never overwritten.",
  effects: WRITES,
  readsDocuments: true,
  input: objectOf(
    {
      documents: DOCUMENTS,
      targets: {
        type: "array",
        items: { enum: [...targetIds] },
        minItems: 1,
        description: "Absent: what the folder holds",
      },
      out: { type: "string", minLength: 1, description: "The connector's folder; absent: connectors/<name>" },
      streams: STREAMS,
      all: flag("Every stream, also those that are not offered"),
      name: CONNECTOR_NAME,
      ours: listOf(text(), "Globs of files of which the user's edits win where they clash with what is generated"),
    },
    "targets",
    "out",
    "streams",
    "all",
    "name",
    "ours",
  ),
  output: objectOf({
    connector: text("Its folder"),
    name: text(),
    streams: listOf(text(), "Built"),
    along: listOf(text(), "Built as parents of others, though nobody chose them"),
    targets: listOf(
      objectOf({
        id: text(),
        files: integer(),
        folder: text(),
        losses: integer("What it can't hold as it is"),
        fromDocument: FROM_DOCUMENT,
      }),
    ),
    keptEdits: listOf(text(), "Generated files in which edits of people are still there"),
    questions: integer(),
    messages: objectOf({ total: integer(), fromDocument: FROM_DOCUMENT }),
    next: NEXT,
  }),
  async run(given, { ports, allowedOrigins }) {
    if (given.all && given.streams)
      throw new Failure("misuse", "streams and all contradict each other; give one of them");
    const { build } = await import("../../../app/build.ts");
    const choice = given.all
      ? ({ kind: "all" } as const)
      : given.streams && ({ kind: "named", words: given.streams } as const);
    const built = await build(
      given.documents,
      {
        allowedOrigins,
        force: false,
        winners: { ours: given.ours ?? [], theirs: [] },
        ...(given.targets && { targets: given.targets }),
        ...(given.out !== undefined && { out: given.out }),
        ...(given.name !== undefined && { name: given.name }),
        ...(choice && { choice }),
      },
      ports,
    );
    return told(built);
  },
});

function told({ folder, model, analysis, targets, along, kept, diagnostics }: BuiltConnector) {
  const questions = analysis?.questions.length ?? 0;
  return {
    connector: folder,
    name: model.name,
    streams: firstOf(
      model.streams.filter(({ selected }) => selected).map(({ name }) => name),
      100,
    ),
    along: firstOf(along),
    targets: targets.map(({ id, files, losses }) => ({
      id,
      files: files.length,
      folder: `${folder}/${id}`,
      losses: losses.length,
      fromDocument: { losses: inShort(losses.slice(0, LOSSES_SHOWN)) },
    })),
    keptEdits: firstOf(kept.map(({ path }) => path)),
    questions,
    messages: {
      total: diagnostics.length,
      fromDocument: {
        first: inShort(diagnostics.slice(0, 5).map(({ message, fix }) => ({ message, ...(fix && { fix }) }))),
      },
    },
    next: questions > 0 ? "questions, then answer what you know and build again; verify" : "verify",
  };
}
