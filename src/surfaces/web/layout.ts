import { html } from "hono/html";
import type { Health, HealthLevel } from "../../app/catalog-types.ts";
import { type Markup, shown } from "./markup.ts";

export interface Page {
  readonly title: string;
  /** From the list of all to here; the last is this page. */
  readonly trail: readonly { readonly text: string; readonly href?: string }[];
  readonly body: Markup;
  /** Address of the style sheet. */
  readonly style: string;
}

export function layout({ title, trail, body, style }: Page): Markup {
  const steps = trail.map(({ text, href }) =>
    href === undefined
      ? html`<li aria-current="page">${shown(text, 80)}</li>`
      : html`<li><a href="${href}">${shown(text, 80)}</a></li>`,
  );
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${shown(title, 120)}</title>
<link rel="stylesheet" href="${style}">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
</head>
<body>
<a class="skip" href="#main">To the content</a>
<header><nav aria-label="Where you are"><ol>${steps}</ol></nav></header>
<main id="main">
${body}
</main>
</body>
</html>
`;
}

/** A shape for each level, so that colour alone says nothing. */
const SHAPES: Readonly<Record<HealthLevel, string>> = { failing: "▲", attention: "◆", unknown: "○", healthy: "●" };

export const HEALTH_WORDS: Readonly<Record<HealthLevel, string>> = {
  failing: "failing",
  attention: "needs attention",
  unknown: "unknown",
  healthy: "healthy",
};

export function healthMark(level: HealthLevel): Markup {
  return html`<span class="mark ${level}" role="img" aria-label="${HEALTH_WORDS[level]}" title="${HEALTH_WORDS[level]}">${SHAPES[level]}</span>`;
}

/** Why a connector is as it is, with what to do. */
export function reasonList({ reasons }: Health): Markup {
  if (reasons.length === 0) return html`<p class="quiet">Nothing needs anybody.</p>`;
  return html`<ul class="reasons">${reasons.map(
    ({ level, text, fix }) =>
      html`<li>${healthMark(level)} <span>${shown(text)}${fix === undefined ? "" : html`<br><code>${shown(fix, 400)}</code>`}</span></li>`,
  )}</ul>`;
}

/** A part of a page: its name at the margin, what it holds beside it. */
export function section(id: string, title: string, body: Markup, aside: Markup | string = ""): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title"><div class="margin"><h2 id="${id}-title">${title}</h2>${aside === "" ? "" : html`<p>${aside}</p>`}</div><div>${body}</div></section>`;
}
