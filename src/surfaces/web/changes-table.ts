import { html } from "hono/html";
import type { ConnectorView } from "../../app/catalog/connector-views.ts";
import { age, counted, type Markup, shown } from "./markup.ts";

const MOST = 60;

const LEVELS = { breaking: "failing", risky: "attention", additive: "healthy" } as const;

/** What the last checks found: what stood there, what stands there now, and where. */
export function changesTables(checks: ConnectorView["changes"], now: Date): Markup {
  return html`${checks.map(({ event, detail }, at) => {
    const changes = detail.changes ?? [];
    const rows = changes
      .slice(0, MOST)
      .map(
        (change) =>
          html`<tr><td class="${LEVELS[change.class]}">${change.class}</td><th scope="row">${shown(change.stream ?? "the source", 60)}</th><td>${shown(change.detail, 240)}</td><td><del>${shown(change.old, 120) || "nothing"}</del> <span aria-hidden="true">→</span> <ins>${shown(change.new, 120) || "nothing"}</ins></td><td class="none"><code>${shown(change.at, 160)}</code></td></tr>`,
      );
    const more = changes.length - rows.length;
    return html`<details${at === 0 ? html` open` : ""}><summary>${age(event.at, now)}, ${counted(changes.length, "change")}</summary><table class="changes"><thead><tr><th scope="col">Class</th><th scope="col">Stream</th><th scope="col">What</th><th scope="col">Was, is</th><th scope="col">Where</th></tr></thead><tbody>${rows}</tbody></table>${more > 0 ? html`<p class="none">and ${more} more: the JSON of this connector has all</p>` : ""}</details>`;
  })}`;
}
