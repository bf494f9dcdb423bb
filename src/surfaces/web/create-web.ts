import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { type CatalogViews, keyOf } from "../../app/catalog/catalog-views.ts";
import { connectorPage } from "./connector-page.ts";
import { chooseRows, connectorsPage } from "./connectors-page.ts";
import { factsPage } from "./facts-page.ts";
import { type Access, guard } from "./guard.ts";
import { layout, type Page } from "./layout.ts";
import { address } from "./markup.ts";
import { chooseStreams } from "./streams-table.ts";

const STYLE = readFileSync(new URL("style.css", import.meta.url), "utf8");
/** Its address changes with it, so that browsers may keep it. */
const STYLE_PATH = `/style-${createHash("sha256").update(STYLE).digest("hex").slice(0, 10)}.css`;
const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M8 1.5 14.5 8 8 14.5 1.5 8Z" fill="none" stroke="#777" stroke-width="1.6"/><circle cx="8" cy="8" r="2.2" fill="#777"/></svg>`;
const KEPT = "public, max-age=86400";

export interface WebOptions extends Access {
  readonly views: CatalogViews;
  readonly now: () => Date;
}

const HOME = { text: "Connectors", href: "/" };

/** The catalog as pages and as JSON; nothing can be changed through it. */
export function createWeb({ views, now, ...access }: WebOptions): Hono {
  const web = new Hono();
  web.use(guard(access));
  web.get(STYLE_PATH, (context) => kept(context, STYLE, "text/css; charset=utf-8"));
  web.get("/icon.svg", (context) => kept(context, ICON, "image/svg+xml"));
  pages(web, views, now);
  api(web, views);
  web.notFound((context) => missing(context));
  web.onError((error, context) => {
    context.status(500);
    const text = "Something went wrong here; where `sourcewright serve` runs, it says what.";
    process.stderr.write(`sourcewright: ${context.req.path}: ${error.stack ?? error.message}\n`);
    return page(context, { title: "A fault of ours", trail: [HOME], body: html`<p class="quiet">${text}</p>` });
  });
  return web;
}

function pages(web: Hono, views: CatalogViews, now: () => Date): void {
  web.get("/", async (context) => {
    const rows = await views.connectors();
    return page(context, {
      title: "Connectors",
      trail: [{ text: "Connectors" }],
      body: connectorsPage(rows, context.req.query(), now()),
    });
  });
  web.get("/connectors/:key", async (context) => {
    const key = context.req.param("key");
    const view = await views.connector(key);
    if (!view) return missing(context);
    const streams = (await views.streams(key)) ?? [];
    const body = connectorPage({ view, streams, query: context.req.query(), now: now() });
    return page(context, { title: view.title, trail: [HOME, { text: view.title }], body });
  });
  const facts = async (context: Context, key: string, stream: string | undefined) => {
    const view = await views.facts(key, stream);
    if (!view) return missing(context);
    const { title } = view.connector;
    const text = stream ?? "The source";
    const trail = [HOME, { text: title, href: address(["connectors", keyOf(view.connector)]) }, { text }];
    return page(context, { title: `${text}, ${title}`, trail, body: factsPage(view) });
  };
  web.get("/connectors/:key/source", (context) => facts(context, context.req.param("key"), undefined));
  web.get("/connectors/:key/streams/:name", (context) =>
    facts(context, context.req.param("key"), context.req.param("name")),
  );
}

function api(web: Hono, views: CatalogViews): void {
  web.get("/api/connectors", async (context) => {
    const rows = chooseRows(await views.connectors(), context.req.query());
    return context.json({ connectors: rows.map((row) => ({ key: keyOf(row), ...row })) });
  });
  web.get("/api/connectors/:key", async (context) => found(context, await views.connector(context.req.param("key"))));
  web.get("/api/connectors/:key/streams", async (context) => {
    const streams = await views.streams(context.req.param("key"));
    return found(context, streams && { streams: chooseStreams(streams, { show: "all", ...context.req.query() }) });
  });
  web.get("/api/connectors/:key/source", async (context) =>
    found(context, await views.facts(context.req.param("key"), undefined)),
  );
  web.get("/api/connectors/:key/streams/:name", async (context) =>
    found(context, await views.facts(context.req.param("key"), context.req.param("name"))),
  );
}

function found(context: Context, value: object | undefined): Response {
  return value === undefined ? context.json({ error: "there is no such thing here" }, 404) : context.json(value);
}

function missing(context: Context): Response | Promise<Response> {
  if (context.req.path.startsWith("/api/")) return found(context, undefined);
  context.status(404);
  return page(context, {
    title: "Not here",
    trail: [HOME],
    body: html`<p class="quiet">There is no such thing in the catalog.</p>`,
  });
}

function page(context: Context, content: Omit<Page, "style">): Response | Promise<Response> {
  return context.html(layout({ ...content, style: STYLE_PATH }));
}

function kept(context: Context, text: string, type: string): Response {
  context.header("cache-control", KEPT);
  return context.body(text, 200, { "content-type": type });
}
