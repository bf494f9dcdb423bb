import { singular } from "../singular.ts";

/** Where a request goes, taken apart. */
export interface Target {
  /** `https://api.acme.com`, with placeholders as `{name}`; `undefined` for a path, or a placeholder for the server. */
  readonly origin: string | undefined;
  /** True where a placeholder stood for the server. */
  readonly hasServer: boolean;
  /** Placeholders as `{name}`, whatever they were written as; values of examples as placeholders too. */
  readonly segments: readonly string[];
  readonly trailingSlash: boolean;
  /** Names and values of the query as written. */
  readonly query: readonly (readonly [name: string, value: string])[];
}

const SERVER_NAME = /url|host|base|server|endpoint|root|instance|site|domain|api/i;
const PLACEHOLDER_FIRST =
  /^(?:\{\{?\s*([\w .-]+?)\s*\}?\}|<([\w .-]+)>|\[([\w .-]+)\]|\$\{?(\w+)\}?|([A-Z_]{4,}))(?=\/|$)/;
const MOST_SEGMENTS = 30;

/** `undefined` for what is no address of an API: a page, an image, an asset. */
export function readTarget(written: string): Target | undefined {
  const { path: whole, names } = withoutUriTemplate(
    written
      .trim()
      .replace(/^["'`(<]+(?=https?:|\/)/, "")
      .replace(/#(?!\{).*$/, ""),
  );
  const { origin, hasServer, rest } = splitServer(whole);
  if (origin === undefined && !hasServer && !rest.startsWith("/") && !rest.startsWith(":")) return undefined;
  const [path = "", search = ""] = splitOnce(rest, "?");
  const parts = path.split("/").filter((part) => part !== "");
  if (parts.length > MOST_SEGMENTS || parts.some((part) => !/^[\w\-.~:@{}<>()[\]$,%*=!+|;& ]+$/.test(part)))
    return undefined;
  if (FILE.test(parts.at(-1) ?? "") || (origin !== undefined && ELSEWHERE.test(origin))) return undefined;
  const segments: string[] = [];
  for (const part of parts) segments.push(segmentOf(part, segments));
  const query = [...names.map((name) => [name, ""] as const), ...queryOf(search)];
  return {
    origin,
    hasServer,
    segments: distinct(segments),
    trailingSlash: /\/$/.test(path) && parts.length > 0,
    query,
  };
}

const FILE = /\.(?:png|jpe?g|gif|svg|ico|css|js|html?|pdf|zip|gz|mdx?|rst|py|rb|go|php|java|sh|exe|woff2?)$/i;
const ELSEWHERE =
  /^https?:\/\/(?:[\w-]+\.)*(?:github\.com|githubusercontent\.com|wikipedia\.org|ietf\.org|rfc-editor\.org|w3\.org|mozilla\.org|stackoverflow\.com|youtube\.com|twitter\.com|npmjs\.com|pypi\.org|rubygems\.org|json\.org|swagger\.io|schema\.org|getpostman\.com|postman\.com)$/i;

function withoutUriTemplate(text: string): { readonly path: string; readonly names: readonly string[] } {
  const names: string[] = [];
  const path = text.replace(/\{[?&]([\w,.*[\]$-]+)\}/g, (_, list: string) => {
    names.push(...list.split(",").map((name) => name.replace(/\*$/, "")));
    return "";
  });
  return { path, names };
}

function splitServer(text: string): {
  readonly origin: string | undefined;
  readonly hasServer: boolean;
  readonly rest: string;
} {
  const address = /^(https?:)\/\/([^/?#]*)(.*)$/is.exec(text);
  if (address) {
    const host = (address[2] ?? "")
      .replace(/^[^@/]*@/, "")
      .replace(
        /<([^<>]+)>|\$\{?(\w+)\}?|\{\{\s*([\w.-]+)\s*\}\}/g,
        (_, ...names) => `{${names.find((name) => typeof name === "string")}}`,
      );
    const named = host.replace(/(?<![\w{-])[A-Z][A-Z0-9_-]{2,}(?![\w}-])/g, (label) => `{${placeholderName(label)}}`);
    const isHost = /^(?:[\w.-]|\{[^{}]*\})+(?::\d+)?$/.test(named);
    return {
      origin: isHost ? `${(address[1] ?? "").toLowerCase()}//${named}` : undefined,
      hasServer: true,
      rest: address[3] ?? "",
    };
  }
  const placeholder = PLACEHOLDER_FIRST.exec(text);
  const name = placeholder?.slice(1).find((group) => group !== undefined);
  if (placeholder && name && SERVER_NAME.test(name)) {
    return { origin: undefined, hasServer: true, rest: text.slice(placeholder[0].length) };
  }
  const bare = /^((?:[\w-]+\.)+[a-z]{2,}|localhost)(:\d+)?(\/.*)$/i.exec(text);
  if (bare) return { origin: `https://${bare[1]}${bare[2] ?? ""}`, hasServer: true, rest: bare[3] ?? "" };
  return { origin: undefined, hasServer: false, rest: text };
}

function splitOnce(text: string, mark: string): readonly string[] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function queryOf(search: string): (readonly [string, string])[] {
  return search.split("&").flatMap((pair): (readonly [string, string])[] => {
    const [name = "", value = ""] = splitOnce(pair, "=");
    const plain = decoded(name).trim();
    return /^[\w.[\]$:-]{1,60}$/.test(plain) ? [[plain, decoded(value)]] : [];
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

const WRITTEN_PLACEHOLDER =
  /\{\{\s*([^{}]+?)\s*\}\}|\{\s*([^{}]+?)\s*\}|<(?:\w+:)?([^<>]+?)>|\((?:\w+:)?(\w[^()]*?)\)|\[([\w .-]+?)\]|\$\{([\w.]+)\}|\$(\w+)|^:([A-Za-z_]\w*)/g;

/** Values that only an example has: they stand for what is different each time. */
const EXAMPLES: readonly RegExp[] = [
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{8,12}$/i,
  /^(?=.*\d)[0-9a-f]{16,}$/i,
  /^(?=.*\d)(?=.*[A-Z])[A-Za-z0-9_-]{16,}$/,
  /^[a-z]{2,6}_(?=.*\d)[A-Za-z0-9]{6,}$/,
  /^x{3,}$/i,
  /^(?:your|my|some)[-_]\w+([-_]\w+)*$/i,
  /^[^@\s]+@[^@\s]+\.\w+$/,
  /^(?:[\w-]+\.)+(?:com|net|org|io)$/i,
  /^\d+(?:,\d+)+$/,
];
const UPPER = /^(?:[A-Z]+_[A-Z0-9_]+|ID|UUID|GUID|SLUG)$/;

function segmentOf(part: string, before: readonly string[]): string {
  const plain = decodedSegment(part);
  const written = plain.replace(WRITTEN_PLACEHOLDER, (whole, ...groups) => {
    const name = groups.slice(0, 8).find((group): group is string => typeof group === "string");
    return name === undefined ? whole : `{${placeholderName(name)}}`;
  });
  if (written.includes("{")) return written;
  const [, stem = plain, extension = ""] = /^([^.]+)(\.(?:json|xml))$/.exec(plain) ?? [];
  const upper = UPPER.test(stem);
  if (upper) return `{${placeholderName(stem)}}${extension}`;
  const isNumber = /^\d+$/.test(stem) && (before.length > 0 || stem.length > 2);
  return isNumber || EXAMPLES.some((pattern) => pattern.test(stem)) ? `{${nameAfter(before)}}${extension}` : plain;
}

function decodedSegment(part: string): string {
  return /%(?:7B|7D|3C|3E)/i.test(part) ? decoded(part) : part;
}

/** `$ACCOUNT_ID`, `account id`, `id:[0-9]+` → account_id, account_id, id. */
function placeholderName(name: string): string {
  const plain = name
    .trim()
    .replace(/^[:@*]+/, "")
    .replace(/[:=|].*$/s, "")
    .replace(/[^\w.-]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .replace(/^(?:your|the|my)[_-](?=\w)/i, "");
  const cased = /^[A-Z0-9_]+$/.test(plain) ? plain.toLowerCase() : plain;
  return cased === "" ? "id" : cased;
}

/** The id of what the step before names: `/projects/1` → project_id. */
function nameAfter(before: readonly string[]): string {
  const step = before.findLast((one) => !one.includes("{")) ?? "";
  const words = step
    .replace(/\.\w+$/, "")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  return words === "" ? "id" : `${singular(words)}_id`;
}

/** Two placeholders of one name are called after their steps. */
function distinct(segments: readonly string[]): readonly string[] {
  const names = segments.flatMap((segment) => [...segment.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name));
  if (new Set(names).size === names.length) return segments;
  const seen = new Set<string>();
  return segments.map((segment, at) =>
    segment.replace(/\{([^{}]+)\}/g, (hole, name: string) => {
      const repeated = names.indexOf(name) !== names.lastIndexOf(name);
      const free = repeated ? nameAfter(segments.slice(0, at)) : name;
      const unique = seen.has(free) ? `${free}_${seen.size}` : free;
      seen.add(unique);
      return repeated ? `{${unique}}` : hole;
    }),
  );
}

/** Alike for two spellings of one path: `/users/{}`. */
export function keyOf(segments: readonly string[]): string {
  return `/${segments.map((segment) => segment.replace(/\{[^{}]*\}/g, "{}")).join("/")}`;
}

/** Whether a path with values in place of placeholders is one of the template. */
export function fits(template: readonly string[], path: readonly string[]): boolean {
  return (
    template.length === path.length &&
    template.every((step, at) => {
      const other = path[at] ?? "";
      if (!step.includes("{")) return step.toLowerCase() === other.toLowerCase();
      const [before = "", after = ""] = step.split(/\{[^{}]*\}/, 2);
      return other.length > before.length + after.length && other.startsWith(before) && other.endsWith(after);
    })
  );
}
