import { Failure } from "../diagnostics/failure.ts";
import { shownUrl } from "./locations.ts";
import { isUrl } from "./source-document.ts";

interface FetchOptions {
  readonly fetch: typeof fetch | undefined;
  /** Whether a redirect may lead to this origin. */
  readonly mayAsk: (origin: string) => boolean;
}

/** Bytes and the URL that gave them in the end. */
export interface Fetched {
  readonly bytes: Uint8Array;
  readonly location: string;
}

const MAX_BYTES = 200_000_000;
const TIMEOUT_MS = 60_000;
const MAX_REDIRECTS = 5;

/** Errors: a `Failure` of one line: no network, no answer, an error status, too large, a redirect that may not be followed. */
export async function fetchBytes(location: string, options: FetchOptions): Promise<Fetched> {
  let current = location;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const response = await ask(current, options);
    const target = response.headers.get("location");
    if (response.status < 300 || response.status >= 400 || target === null) {
      if (!response.ok) throw unusable(location, `answers ${response.status}${statusText(response)}`);
      return { bytes: await readBody(response, location), location: current };
    }
    await response.body?.cancel();
    current = redirected(current, target, options);
  }
  throw unusable(location, "redirects without end");
}

async function ask(location: string, options: FetchOptions): Promise<Response> {
  if (!options.fetch) throw unusable(location, "can't be read: the network isn't to be used");
  const url = URL.parse(location);
  if (!url) throw unusable(location, "is no web address");
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  const authorization = { authorization: `Basic ${Buffer.from(credentials).toString("base64")}` };
  url.username = "";
  url.password = "";
  try {
    return await options.fetch(url, {
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        accept: "application/json, application/yaml, */*;q=0.5",
        ...(credentials === ":" ? {} : authorization),
      },
    });
  } catch (cause) {
    throw unusable(location, `can't be fetched: ${reasonOf(cause)}`, cause);
  }
}

/** A new origin gets no password, since the URL of a redirect is joined without one. */
function redirected(from: string, target: string, { mayAsk }: FetchOptions): string {
  const to = URL.parse(target, from);
  if (!to || !isUrl(to.href)) throw unusable(from, "redirects to something that is no web address");
  if (from.startsWith("https:") && to.protocol === "http:")
    throw unusable(from, "redirects to an address without https");
  if (to.origin !== new URL(from).origin && !mayAsk(to.origin)) {
    throw unusable(
      from,
      `redirects to ${to.origin}, which may not be asked; allow it with --allow-origin ${to.origin}`,
    );
  }
  return to.href;
}

async function readBody(response: Response, location: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > MAX_BYTES) break;
      chunks.push(chunk);
    }
  } catch (cause) {
    throw unusable(location, `broke off after ${size} bytes: ${reasonOf(cause)}`, cause);
  }
  if (size > MAX_BYTES) throw unusable(location, `is larger than ${MAX_BYTES / 1_000_000} MB`);
  return Buffer.concat(chunks);
}

function statusText({ statusText }: Response): string {
  return statusText === "" ? "" : ` ${statusText}`;
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if (cause.name === "TimeoutError") return `no answer within ${TIMEOUT_MS / 1000} seconds`;
  const inner = cause.cause instanceof Error ? cause.cause : cause;
  return /ENOTFOUND|EAI_AGAIN/.test(inner.message) ? "there is no such host, or no network" : inner.message;
}

function unusable(location: string, problem: string, cause?: unknown): Failure {
  return new Failure("unusable", `${shownUrl(location)} ${problem}`, { cause });
}
