export type Markup = "markdown" | "rst" | "html";

const BY_EXTENSION: readonly (readonly [RegExp, Markup])[] = [
  [/\.(?:mdx?|markdown|mkd)$/i, "markdown"],
  [/\.rst$/i, "rst"],
  [/\.x?html?$/i, "html"],
];
/** Of names that tell of data or of code. */
const OTHER = /\.(?:json|ya?ml|sql|ddl|xml|csv|graphql|gql|proto|wsdl|raml|apib|har|js|ts|py|rb|pdf|zip)$/i;
const HTML =
  /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*|\{%[^%]{0,200}%\}\s*)*<(?:!doctype\s+html|html|head|body)\b/i;
const DIRECTIVE = /^\.\. [\w:-]+::/m;
const MARKDOWN = /^(?:#{1,6} \S|```|~~~)/m;
const REQUEST = /\b(?:GET|POST|PUT|PATCH|DELETE)[ `*]+(?:https?:\/|\/)/;
/** The beginnings of JSON, and of YAML and other documents that describe APIs as data. */
const DATA =
  /^\s*(?:[{[]|%YAML|---\s*\n\s*(?:openapi|swagger)\b|["']?(?:openapi|swagger|asyncapi|swaggerVersion)["']?\s*:)|^#%RAML|^FORMAT: *1A/;
const HEAD = 100_000;

/** Whether a text is a page of HTML, told by how it begins. */
export function isHtml(text: string): boolean {
  return HTML.test(text.slice(0, HEAD));
}

/** What a text is written in, told by its name, else by its words; `undefined`: it is no page. */
export function markupOf(text: string, name: string): Markup | undefined {
  const head = text.slice(0, HEAD);
  if (isHtml(head)) return "html";
  if (DATA.test(head) || /^["']?(?:openapi|swagger)["']?\s*:/m.test(head)) return undefined;
  const named = BY_EXTENSION.find(([pattern]) => pattern.test(name))?.[1];
  if (named) return named;
  if (OTHER.test(name)) return undefined;
  if (!REQUEST.test(head)) return undefined;
  if (DIRECTIVE.test(head)) return "rst";
  return MARKDOWN.test(head) || /\.txt$/i.test(name) ? "markdown" : undefined;
}

/** Words without which a page tells nothing of an API. */
const SPEAKS =
  /\b(?:GET|POST|PUT|PATCH|DELETE|curl|endpoints?|API|query|parameters?|requests?|response|attribute|field|object)\b/i;

/** Whether a text is a page of documentation. */
export function isProse(text: string, name: string): boolean {
  return markupOf(text, name) !== undefined && (SPEAKS.test(text.slice(0, HEAD)) || isHtml(text));
}
