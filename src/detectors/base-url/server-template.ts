import type { BaseUrl } from "../../evidence/detection.ts";
import type { ServerFact } from "../../evidence/http-facts.ts";
import type { Setting } from "../../model/setting.ts";

/** Words that stand for a host of the user's own: `yourdomain.acme.com`, `<host>`, `example.com`. */
const STAND_IN_LABEL =
  /^(your[-_]?([a-z0-9][a-z0-9_-]*)?|my([-_][a-z0-9][a-z0-9_-]*|(sub)?domain|host|server|site|store|shop|instance|company|tenant|account|org|team|workspace|app|name)?)$/i;
const STAND_IN_HOST =
  /^((www|your-?(domain|host|server|store|site|instance))\.)?example\.(com|org|net)$|^(your|my)[-_]?(domain|host|server|site|store|instance)(\.(com|org|net))?$|^(host|hostname|server|domain)$|\.(local|test|invalid|example|localdomain)(:\d+)?$/i;

interface ServerTemplate extends BaseUrl {
  /** False: the document names a path, or a host that stands for one. */
  readonly hostKnown: boolean;
}

/** The server's address as a template: variables that the user chooses are settings, all others take their default. */
export function serverTemplate(server: ServerFact): ServerTemplate {
  const settings = new Map<string, Setting>();
  const written = server.url
    .trim()
    .replace(/<([^<>]+)>/g, "{$1}")
    .replace(/\$\{/g, "{");
  const address = /^(?:([a-z][a-z0-9+.-]*|\{[^{}]*\}):)?\/\/([^/]*)(\/.*)?$/i.exec(written);
  if (!address) return withoutHost(written, server, settings);
  const [, scheme = "https", host = "", path = ""] = address;
  if (STAND_IN_HOST.test(host) || host === "") return withoutHost(path, server, settings);
  const bare = host.replace(/:(80|443)$/, "");
  const filledHost = fillHost(bare, server, settings);
  const start = schemeOf(scheme, bare, server);
  const url = trimmed(`${start}://${filledHost}${fillPath(path, server, settings)}`);
  return { url, settings: [...settings.values()], hostKnown: true };
}

/** Secrets are only sent encrypted, so a public host that is written with `http` is asked over `https`. */
function schemeOf(scheme: string, host: string, server: ServerFact): string {
  const named = /^\{(.*)\}$/.exec(scheme)?.[1];
  if (named !== undefined) {
    const variable = server.variables[named];
    const allowed = variable?.enum ?? [];
    return allowed.length === 0 || allowed.includes("https") ? "https" : (variable?.default ?? "https");
  }
  const local = /^(localhost|\[|[\d.]+(:|$))/i.test(host) || /:\d+$/.test(host);
  return scheme.toLowerCase() === "http" && !local ? "https" : scheme.toLowerCase();
}

function withoutHost(path: string, server: ServerFact, settings: Map<string, Setting>): ServerTemplate {
  settings.set("base_url", {
    name: "base_url",
    title: "Base URL",
    description: "Scheme and host under which the API answers.",
    type: "string",
    secret: false,
    required: true,
    examples: ["https://api.acme.com"],
    purpose: "server",
  });
  const rest = fillPath(path, server, settings);
  const url = trimmed(`{base_url}${rest === "" || rest.startsWith("/") ? rest : `/${rest}`}`);
  return { url, settings: [...settings.values()], hostKnown: false };
}

function fillHost(host: string, server: ServerFact, settings: Map<string, Setting>): string {
  const filled = host.replace(/\{([^{}]*)\}/g, (_, name: string) => {
    const variable = server.variables[name];
    const allowed = variable?.enum ?? [];
    const fixed = variable?.default;
    if (fixed !== undefined && (allowed.length === 1 || /port|basepath/i.test(name))) return fixed;
    const setting = settingOf(name, variable);
    settings.set(setting.name, setting);
    return `{${setting.name}}`;
  });
  return filled
    .split(".")
    .map((label) => {
      if (!STAND_IN_LABEL.test(label)) return label;
      const setting = settingOf(label.replace(/^(your|my)[-_]?/i, "") || "subdomain", undefined);
      settings.set(setting.name, setting);
      return `{${setting.name}}`;
    })
    .join(".");
}

/** A variable of the path (a version, mostly) has the value that the document describes; without one it is the user's. */
function fillPath(path: string, server: ServerFact, settings: Map<string, Setting>): string {
  return path.replace(/\{([^{}]*)\}/g, (_, name: string) => {
    const variable = server.variables[name];
    if (variable?.default !== undefined) return variable.default;
    const setting = settingOf(name, variable);
    settings.set(setting.name, setting);
    return `{${setting.name}}`;
  });
}

function settingOf(name: string, variable: ServerFact["variables"][string] | undefined): Setting {
  const snake = snakeName(name);
  const described = variable?.description?.trim();
  // A default that stands for the user's own name is an example of one.
  const standsIn =
    variable?.default === undefined ||
    /^(your|my|example|demo|customer|tenant|acme|company|sub-?domain|<)|example\.(com|org|net)$/i.test(
      variable.default,
    );
  return {
    name: snake,
    title: titleOf(snake),
    ...(described ? { description: described } : {}),
    type: "string",
    secret: false,
    required: standsIn,
    ...(standsIn || variable?.default === undefined ? {} : { default: variable.default }),
    ...(variable?.enum && variable.enum.length > 1 ? { values: variable.enum } : {}),
    ...(standsIn && variable?.default ? { examples: [variable.default] } : {}),
    purpose: "server",
  };
}

function snakeName(name: string): string {
  const snake = name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  return /^[a-z]/.test(snake) ? snake : `server_${snake || "name"}`;
}

function titleOf(snake: string): string {
  const text = snake.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Without query and closing slash; a variable that brings its own slash makes no empty step. */
const trimmed = (url: string): string =>
  url
    .replace(/[?#].*$/, "")
    .replace(/(?<!:)\/{2,}/g, "/")
    .replace(/\/+$/, "");
