/**
 * Markdown without the tags of template languages, line by line: `{% … %}`, `<%= … %>`, `{: .class }`, `:::note`,
 * imports of MDX. Tags that describe an endpoint, as documentation tools write them, become Markdown that says the same;
 * tags that bring in another page become `<!--I…-->`.
 */
export function withoutTemplateTags(text: string): string {
  const imports = importedPages(text);
  let fenced: string | undefined;
  let pending: Endpoint = {};
  const lines = text.split("\n");
  return lines
    .map((line, index) => {
      const fence = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1];
      if (fence !== undefined && (fenced === undefined || fence.startsWith(fenced))) {
        fenced = fenced === undefined ? fence : undefined;
        return line;
      }
      if (fenced !== undefined) return line;
      const [written, next] = withoutTags(line, imports, pending);
      pending = next;
      return definition(written, lines[index + 1]);
    })
    .join("\n");
}

const TERM = /^(?![-*+>#|:\s`~\d])[^|]{1,80}$|^`[^`]{1,60}`[^|]{0,40}$/;

/** A term with `: its definition` in the next line, as PHP Markdown Extra has it, as an item of a list. */
function definition(line: string, next: string | undefined): string {
  if (/^:[ \t]+\S/.test(line)) return `  ${line.slice(1)}`;
  if (next === undefined || !/^:[ \t]+\S/.test(next) || !TERM.test(line)) return line;
  return line.startsWith("`") ? `- ${line}` : `- **${line.trim()}**`;
}

/** What a tag for an endpoint has told so far. */
interface Endpoint {
  readonly host?: string;
  readonly method?: string;
}

const TAG = /\{%-?\s*(?:end)?([\w-]+)((?:[^%{]|%(?!\})|\{(?!%)){0,2000})%\}/g;
/** Longer lines are data, not tags. */
const LONGEST_LINE = 10_000;
const ATTRIBUTE = /([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))/g;

function withoutTags(
  line: string,
  imports: ReadonlyMap<string, string>,
  pending: Endpoint,
): readonly [string, Endpoint] {
  if (/^\s*(?:import\s.+\sfrom\s+['"]|export\s+(?:const|default)\b|:::|\{:[^}]*\}\s*$|!!!\s)/.test(line))
    return ["", pending];
  if (line.length > LONGEST_LINE) return [line, pending];
  let next = pending;
  const written = line
    .replace(/<%=?((?:[^%<]|%(?!>)|<(?!%)){0,1000})%>/g, (_, code: string) =>
      included(/["']([\w./-]+)["']/.exec(code)?.[1]),
    )
    .replace(/\{\{[<%]\s*(?:rel)?ref\s+"([^"]*)"\s*[%>]\}\}/g, "$1")
    .replace(/\{\{[<%]\s*(required|optional|deprecated)\b[^>%]*[%>]\}\}/gi, "($1)")
    .replace(/\{\{[<%][^>%]*[%>]\}\}/g, "")
    .replace(/<([A-Z]\w*)\s*\/>/g, (tag, name: string) => (imports.has(name) ? included(imports.get(name)) : tag))
    .replace(TAG, (whole, name: string, rest: string) => {
      const attributes = attributesOf(rest);
      if (whole.includes("end") && /^\{%-?\s*end/.test(whole)) return "";
      next = endpointOf(name, attributes, next);
      return tagText(name, attributes, rest, next);
    });
  return [written, next];
}

function attributesOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...text.matchAll(ATTRIBUTE)].map(([, name = "", double, single, bare]) => [name, double ?? single ?? bare ?? ""]),
  );
}

function endpointOf(name: string, attributes: Readonly<Record<string, string>>, before: Endpoint): Endpoint {
  if (!/^(api-method|swagger|openapi-operation)$/.test(name)) return before;
  return {
    ...((attributes.host ?? attributes.baseUrl) ? { host: attributes.host ?? attributes.baseUrl ?? "" } : {}),
    ...(attributes.method ? { method: attributes.method.toUpperCase() } : {}),
  };
}

const INCLUDES = /^(?:include|include_relative|render|partial|import|snippet|content-ref)$/;

function tagText(name: string, attributes: Readonly<Record<string, string>>, rest: string, endpoint: Endpoint): string {
  if (INCLUDES.test(name)) return included(/["']([^"']+)["']/.exec(rest)?.[1] ?? /([\w./-]+\.\w+)/.exec(rest)?.[1]);
  if (/^(?:api-method|swagger)$/.test(name)) return endpointText(attributes, endpoint);
  if (/parameter$/.test(name)) return parameterText(attributes);
  const place = /^api-method-(path|query|header|body|form-data)-parameters$/.exec(name)?.[1];
  if (place !== undefined) return `**${place} parameters**`;
  const status = /response/.test(name) ? (attributes.status ?? attributes.httpCode) : undefined;
  return status === undefined ? "" : `**Response ${status.replace(/:.*/, "")}**`;
}

function endpointText(
  { path, summary }: Readonly<Record<string, string>>,
  { method = "GET", host = "" }: Endpoint,
): string {
  if (path === undefined) return "";
  return `#### ${summary ? `${escaped(summary)} ` : ""}\`${method} ${host.replace(/\/$/, "")}${path}\``;
}

function parameterText({ name, in: place, type, required }: Readonly<Record<string, string>>): string {
  if (name === undefined) return "";
  const facts = [place, type, required === "true" ? "required" : "optional"].flatMap((fact) =>
    fact ? [escaped(fact)] : [],
  );
  return `- \`${name}\` (${facts.join(", ")})`;
}

function included(target: string | undefined): string {
  return target === undefined ? "" : `<!--I${encodeURIComponent(target)}|-->`;
}

function importedPages(text: string): ReadonlyMap<string, string> {
  const found = text.matchAll(/^import\s+(\w+)\s+from\s+['"]([^'"\n]+\.mdx?)['"]/gm);
  return new Map([...found].map(([, name = "", path = ""]) => [name, path]));
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
