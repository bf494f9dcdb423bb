import { html } from "hono/html";
import { type FactsView, keyOf } from "../../app/catalog/catalog-views.ts";
import type { PlacedCandidate, PlacedEvidence, PlacedFinding } from "../../app/folder/evidence-places.ts";
import { section } from "./layout.ts";
import { address, type Markup, percent, shown, shownValue } from "./markup.ts";
import { probeTable } from "./probe-table.ts";
import { sureness } from "./streams-table.ts";

/** Why a stream (or the source as a whole) is read as it is: values, evidence with places and words, and what lost. */
export function factsPage(view: FactsView): Markup {
  const { connector, stream, findings, problem, questions, decided } = view;
  const empty = problem ?? "Nothing in the documents speaks of it.";
  return html`<div class="title"><h1>${stream ? shown(stream.name, 100) : "The source"}</h1><p>${stream ? html`<code>${shown(stream.request, 200)}</code>${stream.built ? "" : ", not built"}` : shown(connector.title, 100)}</p></div>
${stream ? section("facts", "As it is read", summary(view)) : ""}
${view.probed.length === 0 ? "" : section("probe", "Live source", probeTable(view.probed))}
${questions.length === 0 ? "" : section("questions", "Open questions", asked(view))}
${findings.length === 0 ? section("evidence", "Evidence", html`<p class="quiet">${shown(empty, 400)}</p>`) : ""}
${findings.map((finding, at) => section(`evidence-${at}`, finding.about, renderFinding(finding, decided.includes(finding.about)), html`${percent(finding.confidence)} % sure`))}`;
}

function summary({ connector, stream, children }: FactsView): Markup {
  if (!stream) return html``;
  const links = (names: readonly string[]) =>
    names.map(
      (name) => html`<a href="${address(["connectors", keyOf(connector), "streams", name])}">${shown(name, 60)}</a> `,
    );
  const { confidence } = stream;
  return html`<dl><dt>key</dt><dd>${shown(stream.key, 120) || "none"}${sureness(confidence["primary-key"])}</dd>
<dt>pages</dt><dd>${stream.paging === "?" ? "not known" : shown(stream.paging, 120)}${sureness(confidence.pagination)}</dd>
<dt>what is new</dt><dd>${shown(stream.cursor, 120) || "every record is read each time"}${sureness(confidence.incremental)}</dd>
${stream.parents.length > 0 ? html`<dt>parents</dt><dd>${links(stream.parents)}${sureness(confidence.parents)}</dd>` : ""}
${children.length > 0 ? html`<dt>children</dt><dd>${links(children.slice(0, 60))}${children.length > 60 ? `and ${children.length - 60} more` : ""}</dd>` : ""}</dl>`;
}

function asked({ questions, connector }: FactsView): Markup {
  return html`<ul class="questions">${questions.map(
    ({ id, question, settledBy }) =>
      html`<li><p><b>${shown(question)}</b></p><p class="none">settled by ${shown(settledBy)}</p><code>sourcewright answer ${shown(connector.folder, 300)} ${shown(id, 120)} '&lt;value&gt;'</code></li>`,
  )}</ul>`;
}

function renderFinding(finding: PlacedFinding, isDecided: boolean): Markup {
  const rivals = finding.rivals.map(
    (rival) =>
      html`<div class="rival"><p>or else <code>${shownValue(rival.value, 400)}</code>${sureness(rival.confidence)}</p>${sides(rival)}</div>`,
  );
  return html`${isDecided ? html`<p class="attention">Decided in overrides.yaml; this is what the documents say.</p>` : ""}<p class="value"><code>${finding.value === null ? "nothing" : shownValue(finding.value, 1200)}</code></p>${sides(finding)}${rivals}`;
}

function sides({ evidence, against }: PlacedCandidate): Markup {
  return html`<ul class="evidence">${evidence.map((one) => item(one, "for"))}${against.map((one) => item(one, "against"))}</ul>`;
}

function item({ weight, says, quote, at, open }: PlacedEvidence, side: "for" | "against"): Markup {
  const place = at
    ? html`<p class="place"><code title="${shown(open?.file ?? at.document, 400)}">${shown(at.document, 100)}${open?.line === undefined ? "" : `:${open.line}`}</code> <code>#${shown(at.pointer, 300)}</code></p>`
    : "";
  return html`<li class="${side}"><span class="sign" role="img" aria-label="speaks ${side} it">${side === "for" ? "+" : "−"}</span><span class="weight">${percent(weight)}</span><div>${shown(says, 300)}${quote === undefined ? "" : html`<blockquote>${shown(quote, 500)}</blockquote>`}${place}</div></li>`;
}
