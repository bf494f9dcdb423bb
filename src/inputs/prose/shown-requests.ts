/** A request that a sample shows. */
export interface ShownRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly string[];
  /** What is sent in the address by `-G -d name=value`. */
  readonly query: readonly string[];
  /** `-u`: user name and password. */
  readonly user: string | undefined;
  /** The command as written. */
  readonly text: string;
  /** Line of the sample, from 0. */
  readonly line: number;
}

const LONGEST = 20_000;
const CALL =
  /\b(?:requests|axios|httpx|http|https|client|RestClient|HTTParty|Faraday|conn|session|got|ky|superagent|request|needle|unirest|Unirest|\$http|api)\.(get|post|put|patch|delete)\(?\s*(?:f|url\s*[:=]\s*)?["'`](https?:\/\/[^"'`\s]+|\/[^"'`\s]+)["'`]/gi;
const FETCH = /\bfetch\(\s*["'`](https?:\/\/[^"'`\s]+)["'`]([\s\S]{0,200})/g;
const HTTPIE =
  /^\s*\$?\s*https?\s+(?:-{1,2}[\w-]+(?:[= ]\S+)?\s+){0,5}(GET|POST|PUT|PATCH|DELETE)?\s*(https?:\/\/\S+)/gm;

/** The requests of a sample: `curl` commands; where there is none, calls of HTTP libraries. */
export function shownRequests(code: string): readonly ShownRequest[] {
  const text = code.slice(0, LONGEST);
  if (/\bcurl\b/.test(text)) return curlCommands(text).flatMap((command) => readCurl(command) ?? []);
  const found: ShownRequest[] = [];
  for (const call of text.matchAll(CALL)) found.push(plain(call[1] ?? "", call[2] ?? "", text, call.index));
  for (const call of text.matchAll(FETCH)) {
    const method = /method["']?\s*:\s*["'](\w+)/i.exec(call[2] ?? "")?.[1] ?? "GET";
    found.push(plain(method, call[1] ?? "", text, call.index));
  }
  for (const call of text.matchAll(HTTPIE)) found.push(plain(call[1] ?? "GET", call[2] ?? "", text, call.index));
  return found;
}

function plain(method: string, url: string, text: string, index: number): ShownRequest {
  const line = text.slice(0, index).split("\n").length - 1;
  return { method: method.toUpperCase(), url, headers: [], query: [], user: undefined, text: "", line };
}

interface Command {
  readonly text: string;
  readonly line: number;
}

/** From `curl` to the end of the command: lines that go on end with a backslash, or the next one begins with an option. */
function curlCommands(text: string): Command[] {
  const lines = text.split("\n");
  const commands: Command[] = [];
  for (let at = 0; at < lines.length; at++) {
    const start = /(?:^|[\s$>|(;`])curl\s(.*)$/.exec(` ${lines[at] ?? ""}`);
    if (!start) continue;
    const parts = [start[1] ?? ""];
    const first = at;
    while (at + 1 < lines.length && goesOn(parts, lines[at + 1] ?? "")) parts.push(lines[++at] ?? "");
    commands.push({ text: parts.join("\n"), line: first });
  }
  return commands;
}

function goesOn(parts: readonly string[], next: string): boolean {
  if (/(?:^|\s)\$?\s*curl\s/.test(next)) return false;
  const last = parts.at(-1) ?? "";
  if (/[\\^`]\s*$/.test(last)) return true;
  if (/^\s*(?:-{1,2}[A-Za-z]|["']?https?:\/\/)/.test(next)) return true;
  return isOpen(parts.join("\n"));
}

/** Whether a quotation goes on. */
function isOpen(text: string): boolean {
  let quote = "";
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === "\\" && quote !== "'") at++;
    else if (quote === "" && (char === '"' || char === "'")) quote = char;
    else if (char === quote) quote = "";
  }
  return quote !== "";
}

function tokens(text: string): string[] {
  const found = text.replace(/[\\^`]\r?\n/g, " ").matchAll(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"?|'[^']*'?)+/g);
  return [...found].map(([token]) =>
    token.replace(/"((?:[^"\\]|\\.)*)"?|'([^']*)'?/g, (_, double, single) => double ?? single ?? ""),
  );
}

const WITH_VALUE =
  /^(?:-[oAbcwemxKTCrYyzEPtQ]|--(?:output|user-agent|cookie|cookie-jar|write-out|referer|max-time|connect-timeout|proxy|config|upload-file|cert|key|cacert|retry|resolve|range|interface|limit-rate|output-dir))$/;
const DATA = /^(?:-d|-F|--data(?:-\w+)*|--form(?:-\w+)*|--json)$/;

interface Reading {
  method: string | undefined;
  url: string | undefined;
  user: string | undefined;
  get: boolean;
  readonly headers: string[];
  readonly data: string[];
}

function readCurl({ text, line }: Command): ShownRequest | undefined {
  const reading: Reading = { method: undefined, url: undefined, user: undefined, get: false, headers: [], data: [] };
  const all = tokens(text);
  for (let at = 0; at < all.length; at++) at += readOption(all[at] ?? "", all[at + 1] ?? "", reading);
  const { url, method, user, get, headers, data } = reading;
  if (url === undefined) return undefined;
  const implied = data.length > 0 && !get ? "POST" : "GET";
  return { method: method ?? implied, url, headers, query: get ? data : [], user, text: `curl ${text}`, line };
}

/** How many more tokens were read. */
function readOption(token: string, next: string, reading: Reading): number {
  const [, option = token, joined] = /^(--[\w-]+)=(.*)$/s.exec(token) ?? /^(-[XHdFu])(.+)$/s.exec(token) ?? [];
  const value = joined ?? next;
  const used = joined === undefined ? 1 : 0;
  if (option === "-X" || option === "--request") reading.method = value.toUpperCase();
  else if (option === "-H" || option === "--header") reading.headers.push(value);
  else if (option === "-u" || option === "--user") reading.user = value;
  else if (DATA.test(option)) reading.data.push(value);
  else if (option === "--url") reading.url = value;
  else if (WITH_VALUE.test(option)) return used;
  else {
    readFlag(token, reading);
    return 0;
  }
  return used;
}

const FLAG = /^-[a-zA-Z]*G|^--get$/;

function readFlag(token: string, reading: Reading): void {
  if (token.startsWith("-")) {
    if (FLAG.test(token)) reading.get = true;
    if (token === "-I" || token === "--head") reading.method = "HEAD";
    return;
  }
  if (reading.url === undefined && /^(?:https?:\/\/|\/|\{|<|\$|[\w-]+\.[\w.-]+(?:[:/]|$)|localhost)/.test(token))
    reading.url = token;
}
