/** An address as documentation writes it, cut into its parts. */
export interface RequestUrl {
  /** `https://api.example.com`, `https://{host}:8080`, `{base_url}`; `undefined`: the address begins with its path. */
  readonly server: string | undefined;
  /** Begins with `/`, no slash at its end; what is filled in as `{name}`. */
  readonly path: string;
  /** Decoded; a name that is filled in as `{name}`. Values as written. */
  readonly query: readonly { readonly name: string; readonly value: string | undefined }[];
}

const SCHEME = /^([a-z][a-z0-9+.-]*|\{[^{}]*\}):\/\/([^/?#]*)/i;
const BARE_HOST =
  /^(?:(?:[\w-]+|\{[^{}]*\})(?:\.(?:[\w-]+|\{[^{}]*\}))+|localhost)(?::(?:\d+|\{[^{}]*\}))?(?=[/?#]|$)/i;
/** `{base_url}` before a path: a whole address. */
const BASE = /^\{[^{}]*\}(?::\d+)?(?=[/?#]|$)/;

/**
 * Reads an address with whatever documentation puts for what is filled in: `:id`, `{id}`, `{{id}}`, `<id>`, `$ID`,
 * `${id}`, `YOUR_ID`, `[id]`. A bare host (`api.example.com/v1`) gets `https`. Never throws.
 */
export function readRequestUrl(written: string): RequestUrl {
  const [whole = ""] = withBraces(written.trim()).split("#");
  // Some forget the question mark before their query.
  const [address = "", ...queries] = (/\?/.test(whole) ? whole : whole.replace(/&(?=[\w.[\]-]+=)/, "?")).split("?");
  const { server, rest } = cutServer(address);
  return { server, path: readPath(rest), query: readQuery(queries.join("?")) };
}

/** All ways to write what is filled in as `{name}`. */
function withBraces(text: string): string {
  return text
    .replace(/\{\{\s*([^{}]*?)\s*\}\}/g, "{$1}")
    .replace(/\$\{\s*([^{}]*?)\s*\}/g, "{$1}")
    .replace(/<\s*([^<>/]{1,60}?)\s*>/g, "{$1}");
}

function cutServer(address: string): { readonly server: string | undefined; readonly rest: string } {
  const schemed = SCHEME.exec(address);
  if (schemed) return { server: `${schemed[1]}://${schemed[2]}`, rest: address.slice(schemed[0].length) };
  const base = BASE.exec(address);
  if (base) return { server: base[0], rest: address.slice(base[0].length) };
  const host = BARE_HOST.exec(address);
  if (host) return { server: `https://${host[0]}`, rest: address.slice(host[0].length) };
  return { server: undefined, rest: address };
}

function readPath(rest: string): string {
  const steps = rest.split("/").filter((step) => step !== "" && step !== ".");
  return `/${steps.map(readStep).join("/")}`;
}

function readStep(step: string): string {
  const named =
    /^:([A-Za-z_][\w-]*)$/.exec(step) ??
    /^\$([A-Za-z_]\w*)$/.exec(step) ??
    /^\[([A-Za-z_][\w -]*)\]$/.exec(step) ??
    /^(?:YOUR|MY|INSERT)_([A-Z_]+)$/.exec(step);
  return named ? `{${named[1]}}` : step;
}

function readQuery(query: string): RequestUrl["query"] {
  return query.split("&").flatMap((pair) => {
    const [name = "", ...value] = pair.split("=");
    if (name.trim() === "") return [];
    return [{ name: decoded(name), value: value.length === 0 ? undefined : decoded(value.join("=")) }];
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text; // A stray percent sign: it is then as it is written.
  }
}
