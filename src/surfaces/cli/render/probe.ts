import type { Probed, ProbeReport } from "../../../app/probe.ts";
import type { Style } from "../terminal.ts";
import { count, renderTable, shorten } from "./table.ts";

const MARKS: Readonly<Record<Probed["outcome"], { readonly word: string; readonly paint: keyof Style }>> = {
  confirmed: { word: "holds", paint: "green" },
  contradicted: { word: "WRONG", paint: "red" },
  untried: { word: "?", paint: "dim" },
};

/** What the live source bears out, stream by stream, and which open questions that answers. */
export function renderProbe(folder: string, { requests, probed }: ProbeReport, style: Style): string {
  const rows = probed.map(({ outcome, stream, about, detail }) => {
    const { word, paint } = MARKS[outcome];
    return [`  ${style[paint](word)}`, shorten(stream ?? "the source", 40), about, shorten(detail, 300)];
  });
  const of = (outcome: Probed["outcome"]) => probed.filter((one) => one.outcome === outcome).length;
  const sum = `${of("confirmed")} of ${count(probed.length, "fact")} hold, ${of("contradicted")} are wrong, ${of("untried")} could not be told; ${count(requests, "request")}, all of them reading.`;
  return [renderTable(rows), "", sum, ...settled(folder, probed)].join("\n");
}

function settled(folder: string, probed: readonly Probed[]): readonly string[] {
  const commands = probed.flatMap(({ settles, stream }) =>
    settles && stream !== undefined
      ? [`  sourcewright answer ${folder} ${settles.question} ${settles.candidate} --stream ${stream}`]
      : [],
  );
  return commands.length === 0 ? [] : ["", "The source answers these open questions:", ...new Set(commands)];
}
