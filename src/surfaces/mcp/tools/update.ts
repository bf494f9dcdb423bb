import type { ChangeClass } from "../../../app/check.ts";
import type { UpdatedConnector } from "../../../app/update.ts";
import { inShort, oneLine } from "../answer-size.ts";
import { CONNECTOR, FROM_DOCUMENT, flag, integer, listOf, NEXT, objectOf, text } from "../schema-parts.ts";
import { defineTool, REPLACES } from "../tool.ts";

interface Given {
  readonly connector: string;
  readonly against?: readonly string[];
  readonly accept?: ChangeClass;
  readonly dryRun?: boolean;
  readonly verify?: boolean;
}

/** Days in which users of an Airbyte connector have to take a breaking update. */
const DEADLINE = 30;
const MOST = 50;

export const updateTool = defineTool<Given>({
  name: "update",
  title: "Update a connector",
  description:
    "Makes of a connector what its source's documents say now: the edits of people are merged, the projects are verified in a copy, and the copy takes the connector's place as a whole or not at all. Changes worse than `accept` write nothing; let people decide on breaking ones. Try it with dryRun first.",
  effects: REPLACES,
  readsDocuments: true,
  input: objectOf(
    {
      connector: CONNECTOR,
      against: listOf(text(), "What describes the source now; absent: where the connector's own documents lie"),
      accept: {
        enum: ["additive", "risky", "breaking"],
        default: "additive",
        description: "The worst changes to take",
      },
      dryRun: flag("Tells what would come of it, and writes nothing"),
      verify: flag("Absent: true. What held before and doesn't now is not put in place"),
    },
    "against",
    "accept",
    "dryRun",
    "verify",
  ),
  output: objectOf(
    {
      outcome: { enum: ["unchanged", "refused", "red", "planned", "updated"] },
      class: text("The worst of what changes"),
      version: objectOf({ old: text(), new: text() }),
      changes: objectOf({ breaking: integer(), risky: integer(), additive: integer() }),
      state: listOf(objectOf({ stream: text(), effect: text(), because: text() }), "What becomes of saved state"),
      editsKept: listOf(text(), "Files whose edits stay"),
      files: integer("That are another now"),
      worse: listOf(objectOf({ target: text(), property: text(), fromDocument: FROM_DOCUMENT })),
      record: text("Where it is told, in the connector's folder"),
      next: NEXT,
    },
    "record",
  ),
  async run({ connector, against = [], accept = "additive", dryRun = false, verify = true }, context) {
    const { ports, allowedOrigins, refuseLinksOut } = context;
    // The frameworks read the folder by themselves.
    if (verify && !dryRun) await refuseLinksOut(connector);
    const { update } = await import("../../../app/update.ts");
    const deadline = new Date(Date.now() + DEADLINE * 86_400_000).toISOString().slice(0, 10);
    return told(await update(connector, { against, allowedOrigins, accept, dryRun, verify, deadline }, ports));
  },
});

function told(updated: UpdatedConnector) {
  const { outcome, version, checked, state, kept, files, verdicts = [], record } = updated;
  const count = (wanted: ChangeClass) => checked.changes.filter((change) => change.class === wanted).length;
  return {
    outcome,
    class: updated.class,
    version,
    changes: { breaking: count("breaking"), risky: count("risky"), additive: count("additive") },
    state: state.slice(0, MOST).map(({ stream, kind, because }) => ({
      stream,
      effect: kind,
      because: oneLine(because),
    })),
    editsKept: kept.slice(0, MOST).map(({ path }) => path),
    files: files.length,
    worse: verdicts.flatMap(({ target, worse }) =>
      worse.slice(0, MOST).map(({ property, detail }) => ({ target, property, fromDocument: inShort({ detail }) })),
    ),
    ...(record !== undefined && { record }),
    next: NEXTS[outcome],
  };
}

const NEXTS: Readonly<Record<UpdatedConnector["outcome"], string>> = {
  unchanged: "nothing has to be done",
  refused: "look at what changes with check, and let people decide whether to accept it",
  red: "nothing was written; look at what got worse, and put facts right with answer before updating again",
  planned: "nothing was written; update without dryRun carries it out",
  updated: "review the record",
};
