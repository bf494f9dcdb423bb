import { html } from "hono/html";
import { keyOf } from "../../app/catalog/catalog-views.ts";
import type { ConnectorView } from "../../app/catalog/connector-views.ts";
import { duration, eventInWords } from "../../app/catalog/in-words.ts";
import { outcomeOf, type StreamLine } from "../../app/catalog-types.ts";
import { changesTables } from "./changes-table.ts";
import { HEALTH_WORDS, healthMark, reasonList, section } from "./layout.ts";
import { address, age, counted, type Markup, percent, shown, until } from "./markup.ts";
import { probeTable } from "./probe-table.ts";
import { type StreamsQuery, streamsTable } from "./streams-table.ts";
import { verdictMatrices } from "./verdict-matrix.ts";

export interface ConnectorPage {
  readonly view: ConnectorView;
  readonly streams: readonly StreamLine[];
  readonly query: StreamsQuery;
  readonly now: Date;
}

export function connectorPage({ view, streams, query, now }: ConnectorPage): Markup {
  const { health, title, name } = view;
  return html`<div class="title"><h1>${healthMark(health.level)} ${shown(title, 120)}</h1><p>${shown(name, 60)}, <span class="${health.level}">${HEALTH_WORDS[health.level]}</span></p></div>
<nav class="parts" aria-label="Parts of this page"><ul>${parts(view, streams).map(({ id, text }) => html`<li><a href="#${id}">${text}</a></li>`)}</ul></nav>
${section("health", "Health", reasonList(health), html`read ${age(view.readAt, now)}`)}
${section("source", "Source", source(view, now), html`<a href="${address(["connectors", keyOf(view), "source"])}">evidence</a>`)}
${section("projects", "Projects", projects(view, now))}
${view.openQuestions.length === 0 ? "" : section("questions", "Open questions", questions(view), counted(view.openQuestions.length, "question"))}
${view.changes.length === 0 ? "" : section("changes", "Changes found", changesTables(view.changes, now))}
${view.probe ? section("probe", "Live source", probeTable(view.probe.probed), html`asked ${age(view.probe.at, now)}, ${counted(view.probe.requests, "request")}: what it says of the facts`) : ""}
${section("verdicts", "Verdicts", verdictMatrices(view, now), "of the simulation: they prove the code, not the facts")}
${section("streams", "Streams", streamsTable(view, streams, query), `${counted(view.streams.built, "stream")} built of ${view.streams.all.toLocaleString("en")}`)}
${section("schedules", "Schedules", schedules(view, now))}
${section("history", "History", history(view, now))}`;
}

/** What the page has, for whoever looks for one thing. */
function parts({ openQuestions, changes }: ConnectorView, streams: readonly StreamLine[]) {
  const all = [
    { id: "health", text: "Health" },
    { id: "projects", text: "Projects" },
    ...(openQuestions.length > 0 ? [{ id: "questions", text: `Questions ${openQuestions.length}` }] : []),
    ...(changes.length > 0 ? [{ id: "changes", text: "Changes" }] : []),
    { id: "verdicts", text: "Verdicts" },
    { id: "streams", text: `Streams ${streams.length.toLocaleString("en")}` },
    { id: "schedules", text: "Schedules" },
    { id: "history", text: "History" },
  ];
  return all;
}

function source(view: ConnectorView, now: Date): Markup {
  const documents = view.documents.map(
    ({ origin, sha256, format = "", modified }) =>
      html`<dt>document</dt><dd><code>${shown(origin, 300)}</code> <span class="none">${shown(format, 40)}${modified === undefined ? "" : html`, changed ${age(modified, now)}`}, <abbr title="SHA-256 ${sha256}">${sha256.slice(0, 12)}</abbr></span></dd>`,
  );
  return html`<dl><dt>reads</dt><dd><code>${shown(view.source.at, 200)}</code> <span class="none">${view.source.kind}</span></dd>
<dt>folder</dt><dd><code>${shown(view.folder, 400)}</code></dd>${documents}
<dt>built</dt><dd>${age(view.builtAt, now)}</dd></dl>`;
}

type Project = ConnectorView["projects"][number];

function projects({ projects: all }: ConnectorView, now: Date): Markup {
  if (all.length === 0) return html`<p class="quiet">None was built.</p>`;
  return html`<table><thead><tr><th scope="col">Built for</th><th scope="col">Version</th><th scope="col">Properties</th><th scope="col">Verified</th><th scope="col">Framework</th><th scope="col">Since</th></tr></thead><tbody>${all.map((one) => project(one, now))}</tbody></table>`;
}

function project({ target, version = "", verification, outdated, editedCount, edited }: Project, now: Date): Markup {
  const since = [
    ...(outdated ? ["of an earlier connector.yaml"] : []),
    ...(editedCount > 0 ? [`${counted(editedCount, "file")} edited`] : []),
  ];
  return html`<tr><th scope="row">${target}</th><td>${shown(version, 20)}</td><td>${properties(verification)}</td><td>${verification ? age(verification.at, now) : ""}</td><td class="none">${shown(verification?.framework ?? "", 40)}</td><td title="${shown(edited.join(", "))}">${since.join(", ")}</td></tr>`;
}

function properties(verification: Project["verification"]): Markup {
  if (!verification) return html`<span class="none">never verified</span>`;
  const count = (outcome: string) => verification.verdicts.filter((verdict) => verdict.outcome === outcome).length;
  const failed = count("fail");
  const failing = failed > 0 ? html`<b class="failing">${failed} fail</b>, ` : "";
  return html`${failing}${count("pass")} hold${verification.isOfThisBuild ? "" : html`, <span class="attention">of an earlier build</span>`}`;
}

const MOST_QUESTIONS = 40;

function questions({ openQuestions, folder }: ConnectorView): Markup {
  const items = openQuestions
    .slice(0, MOST_QUESTIONS)
    .map(({ id, question, candidates, settledBy, affected, holdsBackData }) => {
      const choices = candidates.map(
        ({ value, confidence, because }) =>
          html`<li><code>${shown(value, 200)}</code> <small class="low">${percent(confidence)}</small> <span class="none">${shown(because, 200)}</span></li>`,
      );
      const hangs =
        affected.length === 0
          ? "no built stream hangs on it"
          : `${counted(affected.length, "stream")} ${affected.length === 1 ? "hangs" : "hang"} on it: ${affected.slice(0, 5).join(", ")}${affected.length > 5 ? ", …" : ""}`;
      return html`<li><p>${holdsBackData ? healthMark("attention") : ""} <b>${shown(question)}</b></p><p class="none">${shown(hangs, 300)}; settled by ${shown(settledBy)}</p>${choices.length === 0 ? "" : html`<ol>${choices}</ol>`}<code>sourcewright answer ${shown(folder, 300)} ${shown(id, 120)} ${candidates.length > 0 ? "1" : "'<value>'"}</code></li>`;
    });
  const more = openQuestions.length - MOST_QUESTIONS;
  return html`<ul class="questions">${items}</ul>${more > 0 ? html`<p class="none">and ${more} more: <code>sourcewright questions ${shown(folder, 300)}</code></p>` : ""}`;
}

function schedules({ schedules: all, name }: ConnectorView, now: Date): Markup {
  if (all.length === 0)
    return html`<p class="quiet">Nothing is scheduled. <code>sourcewright catalog schedule ${shown(name, 60)} check "0 6 * * 1-5"</code></p>`;
  const rows = all.map(
    ({ job, cron, timeZone, nextRun, lastRun, runningSince }) =>
      html`<tr><th scope="row">${job}</th><td><code>${cron}</code></td><td class="none">${timeZone}</td><td>${until(nextRun, now)}${runningSince === undefined ? "" : ", under way"}</td><td>${age(lastRun, now)}</td></tr>`,
  );
  return html`<table><thead><tr><th scope="col">Job</th><th scope="col">When</th><th scope="col">Time zone</th><th scope="col">Next</th><th scope="col">Last</th></tr></thead><tbody>${rows}</tbody></table>`;
}

/** As many as a view holds. */
const MOST_EVENTS = 100;

function history({ events, name }: ConnectorView, now: Date): Markup {
  if (events.length === 0) return html`<p class="quiet">Nothing was recorded yet.</p>`;
  const rows = events.map((event) => {
    const level = { ok: "", red: "failing", failed: "attention" }[outcomeOf(event)];
    return html`<tr><td class="when">${age(event.at, now)}</td><th scope="row" class="${level}">${event.kind}</th><td>${shown(eventInWords(event), 400)}</td><td class="none">${event.by === "hand" ? "by hand" : "scheduled"}</td><td class="number">${duration(event.milliseconds)}</td></tr>`;
  });
  return html`<table class="history"><thead><tr><th scope="col">When</th><th scope="col">What</th><th scope="col">What came of it</th><th scope="col">By</th><th scope="col" class="number">Took</th></tr></thead><tbody>${rows}</tbody></table>${events.length < MOST_EVENTS ? "" : html`<p class="none">and earlier: <code>sourcewright catalog history ${shown(name, 60)} --limit 1000</code></p>`}`;
}
