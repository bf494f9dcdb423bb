import { Failure } from "../../diagnostics/failure.ts";
import type { HttpFacts, ServerFact } from "../../evidence/http-facts.ts";
import type { TextLoader } from "../load-texts.ts";
import type { ReadContext } from "../read-context.ts";
import { documentInfo, type SourceText } from "../source-document.ts";
import { withBorrowedAnswers } from "./borrowed-answers.ts";
import { createGeneral } from "./general-sections.ts";
import { type Mention, mentionsIn } from "./mentions.ts";
import { createModels } from "./models.ts";
import { type Page, readPages } from "./pages.ts";
import { readOperation } from "./read-operation.ts";
import { baseUrls, readProse } from "./read-prose.ts";
import { readSecuritySchemes } from "./read-security.ts";
import { createRoutes, type Route } from "./routes.ts";
import { createScopes, type Scope, subjectsAmong } from "./scopes.ts";
import { createLinkMap, eachSection, pageTitle, type Section, sectionsOf } from "./sections.ts";
import type { Server } from "./servers.ts";

const FORMATS = { markdown: "Markdown", rst: "reStructuredText", html: "HTML" } as const;
const NOTHING: Scope = { titles: [], parts: [] };

/** Pages of documentation as the facts of one API. Errors: a `Failure` where they describe no endpoint. */
export async function readProseDocuments(
  texts: readonly SourceText[],
  loader: TextLoader,
  context: ReadContext,
): Promise<HttpFacts> {
  const pages = await readPages(texts, loader, context);
  const roots = pages.map(sectionsOf);
  const mentions = new Map<Section, readonly Mention[]>();
  for (const root of roots) for (const section of eachSection(root)) mentions.set(section, mentionsIn(section));
  const all = [...mentions.values()].flat();
  const subjects = subjectsAmong(all);
  const routes = createRoutes(
    [...subjects],
    all.filter((one) => !subjects.has(one)),
    baseUrls(roots),
  );
  if (!routes.all.some(({ method }) => method === "GET" || method === "POST")) throw withoutEndpoints(texts, pages);
  const scopes = createScopes(roots, subjects, mentions, routes);
  const owned = new Set([...scopes.values()].flatMap(({ parts }) => parts.map(({ block }) => block)));
  const links = createLinkMap(roots);
  const models = createModels(links);
  const general = createGeneral(roots, owned, links, models);
  const byLocation = new Map(roots.map((root) => [root.page.source.location, root]));
  const operations = routes.all.map((route: Route) =>
    readOperation(route, scopes.get(route) ?? NOTHING, { models, general, roots: byLocation }),
  );
  return {
    kind: "http",
    documents: pages.map(({ source, markup }) => documentInfo(source, FORMATS[markup])),
    title: titleOf(roots),
    version: undefined,
    description: undefined,
    documentation: undefined,
    prose: readProse(roots, owned),
    servers: routes.servers.map(serverFact),
    securitySchemes: readSecuritySchemes(roots, all),
    security: undefined,
    operations: withBorrowedAnswers(operations, models, general.objects),
    webhooks: [],
    extensions: {},
  };
}

function serverFact({ url, at }: Server): ServerFact {
  return { url, description: undefined, variables: {}, at };
}

/** Of several pages that of the one which stands above the others. */
function titleOf(roots: readonly Section[]): string {
  const depth = ({ page }: Section) => page.source.location.split("/").length;
  const isFirst = ({ page }: Section) =>
    /(?:^|\/)_?(?:readme|index|introduction|intro|overview|home)\.\w+$/i.test(page.source.location) ? 0 : 1;
  const [first] = [...roots].sort((a, b) => depth(a) - depth(b) || isFirst(a) - isFirst(b));
  return first ? pageTitle(first) : "API";
}

function withoutEndpoints(texts: readonly SourceText[], pages: readonly Page[]): Failure {
  const [first] = texts;
  if (texts.length > 1)
    return new Failure("unusable", `none of the ${texts.length} pages describes an endpoint of an API`);
  if (pages[0]?.markup === "html") {
    const instead = "look for the address of the JSON or YAML file itself, or of a page that describes endpoints";
    return new Failure("unusable", `${first?.origin} looks like an HTML page that describes no endpoint; ${instead}`);
  }
  return new Failure("unusable", `${first?.origin} describes no endpoint: no method with a path is named in it`);
}
