import type { ServerFact } from "../../evidence/http-facts.ts";
import { isRecord } from "../json-value.ts";
import { child, children, type Node, placeOf, record, text } from "../node.ts";
import { isUrl } from "../source-document.ts";
import type { Reading } from "./reading.ts";

/** The document's servers; those of 2.0 are made of `schemes`, `host` and `basePath`. */
export function readServers(reading: Reading): readonly ServerFact[] {
  return readServerList(reading.root, reading) ?? readHost(reading) ?? withoutServer(reading);
}

/** `undefined` where the node names none of its own. */
export function readServerList(node: Node, reading: Reading): readonly ServerFact[] | undefined {
  const servers = child(node, "servers");
  if (servers.value === undefined || servers.value === null) return undefined;
  const written = isRecord(servers.value) ? [servers] : children(servers);
  const found = written.flatMap((entry) => readServer(reading.references.follow(entry), reading) ?? []);
  return found.length > 0 ? found : undefined;
}

/** The standard's default is the root of where the document came from. */
function withoutServer({ root, collector }: Reading): readonly ServerFact[] {
  const { location, name } = root.document;
  if (isUrl(location)) {
    const at = { document: name, pointer: "" };
    return [{ url: new URL(location).origin, description: undefined, variables: {}, at }];
  }
  collector.report("input/no-server", {}, { document: name, pointer: "" });
  return [];
}

function readServer(node: Node, reading: Reading): ServerFact | undefined {
  const raw = record(node);
  const url = typeof node.value === "string" ? node.value : text(raw.url);
  if (url === undefined) return undefined;
  return {
    url: joined(url.trim(), node, reading),
    description: text(raw.description),
    variables: readVariables(child(node, "variables")),
    at: placeOf(node),
  };
}

function readVariables(variables: Node): ServerFact["variables"] {
  return Object.fromEntries(
    children(variables).map(({ key, value }) => {
      const raw = isRecord(value) ? value : { default: value };
      const values = Array.isArray(raw.enum) ? raw.enum.flatMap((one) => text(one) ?? []) : undefined;
      return [key, { default: text(raw.default), enum: values, description: text(raw.description) }];
    }),
  );
}

/** A relative URL is joined to where the document came from; from a file it stays as written. */
function joined(url: string, node: Node, reading: Reading): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(url) || url.startsWith("{")) return url;
  const { location } = node.document;
  if (url.startsWith("//")) return `https:${url}`;
  if (/^[\w-]+(\.[\w-]+)+([:/]|$)/.test(url)) return `https://${url}`;
  if (isUrl(location)) {
    // Not by the URL class: it would write the braces of variables as %7B.
    const { origin, pathname } = new URL(location);
    if (url.startsWith("/")) return origin + url;
    return `${origin}${pathname.slice(0, pathname.lastIndexOf("/") + 1)}${url}`;
  }
  reading.collector.report("input/relative-server", { url }, placeOf(node));
  return url;
}

function readHost(reading: Reading): readonly ServerFact[] | undefined {
  const { root } = reading;
  const raw = record(root);
  const basePath = text(raw.basePath) ?? "";
  const path = basePath === "/" || basePath === "" ? "" : `/${basePath.replace(/^\/+/, "")}`;
  const host = text(raw.host)
    ?.trim()
    .replace(/^https?:\/\//i, "")
    .replace(/\/+$/, "");
  const schemes = schemesOf(raw.schemes, root.document.location);
  const at = placeOf(host === undefined && path !== "" ? child(root, "basePath") : child(root, "host"));
  if (host !== undefined) {
    return schemes.map((scheme) => ({ url: `${scheme}://${host}${path}`, description: undefined, variables: {}, at }));
  }
  if (path === "") return undefined;
  return [{ url: joined(path, root, reading), description: undefined, variables: {}, at }];
}

/** https before http, whatever the order: no one who can choose sends credentials in the clear. */
function schemesOf(written: unknown, location: string): readonly string[] {
  const words = (Array.isArray(written) ? written : [written]).map((word) => text(word)?.toLowerCase());
  const found = ["https", "http"].filter((scheme) => words.includes(scheme));
  if (found.length > 0) return found;
  return isUrl(location) ? [new URL(location).protocol.slice(0, -1)] : ["https"];
}
