import { properties, type VerificationReport } from "../../../app/reports.ts";
import { targetIds } from "../../../app/targets.ts";
import { Failure } from "../../../diagnostics/failure.ts";
import { firstOf, inShort, pageOfItems } from "../answer-size.ts";
import {
  CONNECTOR,
  FROM_DOCUMENT,
  flag,
  integer,
  listOf,
  NEXT,
  objectOf,
  PAGE_ARGUMENTS,
  type PageArguments,
  pageOf,
  STREAMS,
  text,
} from "../schema-parts.ts";
import { defineTool, WRITES } from "../tool.ts";

interface Given extends PageArguments {
  readonly connector: string;
  readonly targets?: readonly (typeof targetIds)[number][];
  readonly streams?: readonly string[];
  readonly properties?: readonly (typeof properties)[number][];
  readonly allStreams?: boolean;
  readonly seed?: number;
}

export const verifyTool = defineTool<Given>({
  name: "verify",
  title: "Verify connectors",
  description:
    "Runs the generated connectors, unchanged and in their own frameworks, against a simulated source on this machine, and gives a verdict for each property. Takes half a minute to minutes (name few streams or properties to be quick); the first time it installs the frameworks. It proves the code, never the facts. It runs the code that lies in the connector's folder.",
  effects: WRITES,
  readsDocuments: false,
  input: objectOf(
    {
      connector: CONNECTOR,
      targets: {
        type: "array",
        items: { enum: [...targetIds] },
        minItems: 1,
        description: "Absent: all that were built",
      },
      streams: STREAMS,
      allStreams: flag("Every stream; absent: all of few, else one of each shape"),
      properties: {
        type: "array",
        items: { enum: [...properties] },
        minItems: 1,
        description: "Only what gives a verdict on these; such a part is not kept as the connector's report",
      },
      seed: { type: "integer", minimum: 0, maximum: 999_999_999, default: 1, description: "Of the simulated data" },
      ...PAGE_ARGUMENTS,
    },
    "targets",
    "streams",
    "allStreams",
    "properties",
    "seed",
    "from",
    "limit",
  ),
  output: objectOf({
    holds: flag("No property is red"),
    reports: listOf(
      objectOf({
        target: text(),
        framework: text(),
        streams: listOf(text(), "Tried"),
        passed: listOf(text(), "Properties that hold"),
        failed: integer(),
        notApplicable: listOf(text()),
      }),
    ),
    failures: pageOf(
      objectOf({ target: text(), property: text(), stream: text(), fromDocument: FROM_DOCUMENT }, "stream"),
    ),
    next: NEXT,
  }),
  async run(given, { ports, refuseLinksOut }) {
    const { targets, streams, allStreams, properties: wanted } = given;
    if (streams && allStreams)
      throw new Failure("misuse", "streams and allStreams contradict each other; give one of them");
    // The frameworks read the folder by themselves.
    await refuseLinksOut(given.connector);
    const { verify } = await import("../../../app/verify.ts");
    const choice = allStreams ? ({ kind: "all" } as const) : streams && ({ kind: "named", words: streams } as const);
    const reports = await verify(
      given.connector,
      {
        seed: given.seed ?? 1,
        ...(targets && { targets }),
        ...(wanted && { properties: wanted }),
        ...(choice && { streams: choice }),
      },
      ports,
    );
    return told(reports, given);
  },
});

function told(reports: readonly VerificationReport[], given: Given) {
  const failures = reports.flatMap(({ target, verdicts }) =>
    verdicts
      .filter(({ outcome }) => outcome === "fail")
      .map(({ property, stream, detail }) => ({
        target,
        property,
        ...(stream !== undefined && { stream }),
        fromDocument: inShort({ detail }),
      })),
  );
  const holds = failures.length === 0;
  return {
    holds,
    reports: reports.map(summary),
    failures: pageOfItems(failures, given),
    next: holds
      ? "facts stay to be tried on the live source; explain says what speaks for each"
      : "explain the place that a failure names; put facts right with answer or in overrides.yaml, then build and verify again",
  };
}

function summary({ target, framework, streams, verdicts }: VerificationReport) {
  const failed = new Set(verdicts.filter(({ outcome }) => outcome === "fail").map(({ property }) => property));
  const of = (wanted: string) => [
    ...new Set(verdicts.filter(({ outcome }) => outcome === wanted).map(({ property }) => property)),
  ];
  return {
    target,
    framework: `${framework.name} ${framework.version}`,
    streams: firstOf(streams, 50),
    passed: of("pass").filter((property) => !failed.has(property)),
    failed: failed.size,
    notApplicable: of("not-applicable"),
  };
}
