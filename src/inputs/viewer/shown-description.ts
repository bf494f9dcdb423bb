import { Parser } from "htmlparser2";
import { embeddedObject } from "./embedded-object.ts";

/** What a page shows that is made for reading an API description in a browser (Swagger UI, Redoc, Scalar, RapiDoc …). */
export type Shown =
  /** The description lies within the page. */
  | { readonly kind: "embedded"; readonly text: string }
  /** Addresses of descriptions, as the page writes them. */
  | { readonly kind: "addresses"; readonly addresses: readonly string[] }
  /** The address of a list of such addresses, as Swagger UI reads it. */
  | { readonly kind: "config"; readonly address: string }
  /** Scripts of the page that say more. */
  | { readonly kind: "scripts"; readonly addresses: readonly string[] };

/** Attributes that only viewers of API descriptions have. */
const ATTRIBUTES = ["spec-url", "data-spec-url", "apidescriptionurl", "api-description-url", "openapi-url"];
const MENTIONS =
  /swagger-?ui|redoc|rapi-?doc|elements-api|openapi-explorer|api-reference|createApiReference|service-desc|oas?\.openapi/i;
/** Scripts that configure a viewer and hold nothing else. */
const INITIALISER =
  /(?:^|\/)(?:swagger-initializer|swagger-ui-init|redoc-init|initializer|index)(?:\.[\w-]+)?\.js(?:\?|$)/i;
const VIEWER = /\b(?:SwaggerUIBundle|SwaggerUi|createApiReference|RedocStandalone)\s*\(|\bRedoc\.init\s*\(/;
const ADDRESS = /(?:^|[{,\s])["']?(?:url|specUrl)["']?\s*:\s*(["'`])([^"'`\s]+)\1/g;

interface Elements {
  /** Of attributes, in order. */
  readonly addresses: string[];
  readonly texts: string[];
  readonly scripts: string[];
  readonly sources: string[];
}

/** `undefined` where the page is no viewer: it may be read as prose. */
export function shownByPage(html: string): Shown | undefined {
  if (!MENTIONS.test(html)) return undefined;
  const { addresses, texts, scripts, sources } = elementsOf(html);
  const embedded = texts.map(embeddedObject).find((text) => text !== undefined);
  if (embedded !== undefined) return { kind: "embedded", text: embedded };
  if (addresses.length > 0) return { kind: "addresses", addresses: [...new Set(addresses)] };
  for (const script of scripts) {
    const shown = shownByScript(script);
    if (shown) return shown;
  }
  const initialisers = sources.filter((source) => INITIALISER.test(source));
  return initialisers.length === 0 ? undefined : { kind: "scripts", addresses: initialisers.slice(0, 3) };
}

/** What a script hands to a viewer. */
export function shownByScript(script: string): Shown | undefined {
  const embedded = embeddedObject(script);
  if (embedded !== undefined) return { kind: "embedded", text: embedded };
  const call = VIEWER.exec(script);
  if (!call) return undefined;
  const config = /\bconfigUrl["']?\s*:\s*(["'`])([^"'`\s]+)\1/.exec(script)?.[2];
  if (config !== undefined) return { kind: "config", address: config };
  const given = script.slice(call.index + call[0].length);
  const first = /^\s*(["'`])([^"'`\s#.][^"'`\s]*|\.{1,2}\/[^"'`\s]+)\1/.exec(given)?.[2];
  const named = [...script.matchAll(ADDRESS)].flatMap(([, , address]) => address ?? []);
  const addresses = first === undefined ? named : [first];
  return addresses.length === 0 ? undefined : { kind: "addresses", addresses: [...new Set(addresses)] };
}

function elementsOf(html: string): Elements {
  const found: Elements = { addresses: [], texts: [], scripts: [], sources: [] };
  let script: string | undefined;
  let isData = false;
  const parser = new Parser({
    onopentag(name, attributes) {
      found.addresses.push(...addressesIn(name, attributes));
      if (name !== "script") return;
      script = "";
      isData = /json/i.test(attributes.type ?? "");
      if (attributes.src !== undefined) found.sources.push(attributes.src);
    },
    ontext(text) {
      if (script !== undefined) script += text;
    },
    onclosetag(name) {
      if (name !== "script" || script === undefined) return;
      (isData ? found.texts : found.scripts).push(script);
      script = undefined;
    },
  });
  parser.end(html);
  return found;
}

function addressesIn(name: string, attributes: Readonly<Record<string, string>>): readonly string[] {
  const { rel = "", type = "", href = "", id = "" } = attributes;
  if (name === "link" && (rel === "service-desc" || (rel === "alternate" && /openapi/i.test(type)))) return given(href);
  if (name === "script" && id === "api-reference") return given(attributes["data-url"] ?? "");
  return ATTRIBUTES.flatMap((attribute) => given(attributes[attribute] ?? ""));
}

function given(address: string): readonly string[] {
  return address.trim() === "" ? [] : [address.trim()];
}
