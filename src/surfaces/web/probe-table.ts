import { html } from "hono/html";
import type { ProbedFact } from "../../app/catalog-types.ts";
import { type Markup, shown } from "./markup.ts";

const SIGNS = {
  confirmed: { sign: "•", level: "healthy" },
  contradicted: { sign: "✕", level: "failing" },
  untried: { sign: "–", level: "none" },
} as const;

/** What the live source said of what is believed, what it contradicts first. */
export function probeTable(probed: readonly ProbedFact[]): Markup {
  const sorted = (["contradicted", "confirmed", "untried"] as const).flatMap((outcome) =>
    probed.filter((one) => one.outcome === outcome),
  );
  const rows = sorted.map(({ about, stream, outcome, detail }) => {
    const { sign, level } = SIGNS[outcome] ?? SIGNS.untried;
    return html`<tr><td class="${level}"><span aria-hidden="true">${sign}</span> ${shown(outcome, 20)}</td><th scope="row">${shown(stream ?? "the source", 80)}</th><td>${shown(about, 40)}</td><td class="none">${shown(detail, 300)}</td></tr>`;
  });
  return html`<table><thead><tr><th scope="col">Live</th><th scope="col">Stream</th><th scope="col">Fact</th><th scope="col">Seen</th></tr></thead><tbody>${rows}</tbody></table>`;
}
