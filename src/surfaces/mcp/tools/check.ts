import type { Change, CheckedConnector } from "../../../app/check.ts";
import type { SourceRef } from "../../../evidence/source-ref.ts";
import { firstOf, inShort, oneLine, pageOfItems } from "../answer-size.ts";
import {
  CONNECTOR,
  FROM_DOCUMENT,
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
  readonly connector: string;
  readonly against?: readonly string[];
}

const CLASSES = ["breaking", "risky", "additive"] as const;

export const checkTool = defineTool<Given>({
  name: "check",
  title: "Check for changes",
  description:
    "What changed in a source's documents since a connector was built, as far as it cares: breaking, risky or additive, each with old, new and place. Writes nothing.",
  effects: READS,
  readsDocuments: true,
  input: objectOf(
    {
      connector: CONNECTOR,
      against: listOf(text(), "What describes the source now; absent: where the connector's own documents lie"),
      ...PAGE_ARGUMENTS,
    },
    "against",
    "from",
    "limit",
  ),
  output: objectOf({
    breaking: integer(),
    risky: integer(),
    additive: integer(),
    compared: integer("Streams"),
    unknown: listOf(text(), "Streams that somebody wrote by hand, of which documents say nothing"),
    changes: pageOf(
      objectOf(
        {
          class: { enum: [...CLASSES] },
          about: text(),
          stream: text(),
          place: text("file:line"),
          fromDocument: FROM_DOCUMENT,
        },
        "stream",
        "place",
      ),
    ),
    next: NEXT,
  }),
  async run(given, { ports, allowedOrigins }) {
    const { check } = await import("../../../app/check.ts");
    const checked = await check(given.connector, { against: given.against ?? [], allowedOrigins }, ports);
    const { changes, compared, unknown } = checked;
    const count = (wanted: Change["class"]) => changes.filter((change) => change.class === wanted).length;
    const inOrder = CLASSES.flatMap((wanted) => changes.filter((change) => change.class === wanted));
    return {
      breaking: count("breaking"),
      risky: count("risky"),
      additive: count("additive"),
      compared,
      unknown: firstOf(unknown),
      changes: pageOfItems(
        inOrder.map((change) => shown(change, checked)),
        given,
      ),
      next:
        count("breaking") > 0
          ? "build from the new document into the connector's folder, then verify"
          : "nothing has to be done",
    };
  },
});

function shown(change: Change, checked: CheckedConnector) {
  const { evidence, detail, field, parameter, successor, name, stream } = change;
  const { old, new: now, oldAt, newAt } = evidence;
  const place = placeOf(newAt ?? oldAt, checked);
  return {
    class: change.class,
    about: change.about,
    ...(name !== undefined && { stream: name }),
    ...(place !== undefined && { place }),
    fromDocument: inShort({
      detail,
      ...(stream !== null && { path: stream }),
      ...(field !== undefined && { field }),
      ...(parameter !== undefined && { parameter }),
      ...(successor !== undefined && { successor }),
      old,
      new: now,
    }),
  };
}

function placeOf(at: SourceRef | undefined, { placeOf: find }: CheckedConnector): string | undefined {
  const place = at && find(at);
  if (!place) return undefined;
  return oneLine(place.line === undefined ? place.file : `${place.file}:${place.line}`);
}
