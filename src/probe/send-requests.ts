import { Failure } from "../diagnostics/failure.ts";
import type { Json } from "../model/values.ts";
import { fetchInit, type HttpRequest } from "./http-request.ts";

/** What probing needs of the world. */
export interface Wire {
  readonly fetch: typeof fetch;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Undefined where it isn't JSON. */
  readonly body: Json | undefined;
}

/** Sends one after the other, at a pace that no source minds. */
export interface Sender {
  /** Undefined once as many requests as allowed were sent. Errors: a `Failure` where no answer comes. */
  send(request: HttpRequest): Promise<HttpAnswer | undefined>;
  sent(): number;
}

export interface Pace {
  readonly mostRequests: number;
  /** Milliseconds between two requests. */
  readonly between: number;
}

const TIMEOUT_MS = 60_000;
const LONGEST_WAIT_MS = 60_000;
const MAX_BYTES = 50_000_000;
const MAX_REDIRECTS = 3;

export function createSender({ fetch, sleep }: Wire, { mostRequests, between }: Pace): Sender {
  let sent = 0;

  async function ask(request: HttpRequest): Promise<HttpAnswer | undefined> {
    if (sent >= mostRequests) return undefined;
    if (sent > 0) await sleep(between);
    sent++;
    const response = await answerTo(request, fetch);
    return { status: response.status, headers: response.headers, body: await jsonOf(response, request) };
  }

  return {
    sent: () => sent,
    async send(request) {
      let asked = request;
      for (let redirects = 0; ; redirects++) {
        const answer = await ask(asked);
        const to = answer && redirectOf(answer, asked);
        if (to !== undefined && redirects < MAX_REDIRECTS) {
          asked = { ...asked, url: to };
          continue;
        }
        const wait = answer && waitOf(answer);
        if (wait === undefined || redirects > 0) return answer;
        await sleep(wait);
        return (await ask(asked)) ?? answer;
      }
    },
  };
}

async function answerTo(request: HttpRequest, fetch: Wire["fetch"]): Promise<Response> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    return await fetch(request.url, { ...fetchInit(request), redirect: "manual", signal });
  } catch (cause) {
    const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : String(cause);
    throw new Failure("unusable", `${request.shown}: no answer from ${new URL(request.url).host} (${reason})`, {
      cause,
    });
  }
}

async function jsonOf(response: Response, { shown }: HttpRequest): Promise<Json | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_BYTES)
      throw new Failure("unusable", `${shown}: an answer is larger than ${MAX_BYTES / 1_000_000} MB`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(new TextDecoder().decode(Buffer.concat(chunks))) as Json;
  } catch {
    return undefined; // No JSON: told by what looks for records.
  }
}

/** Of the same origin alone, so that no other host sees a credential. */
function redirectOf({ status, headers }: HttpAnswer, { method, url }: HttpRequest): string | undefined {
  const location = headers.get("location");
  if (method !== "GET" || status < 300 || status >= 400 || location === null) return undefined;
  const to = URL.parse(location, url);
  return to?.origin === new URL(url).origin ? to.href : undefined;
}

/** Milliseconds, where the source says that requests come too fast and for how long not to ask. */
function waitOf({ status, headers }: HttpAnswer): number | undefined {
  if (status !== 429 && status !== 503) return undefined;
  const seconds = Number(headers.get("retry-after") ?? 5);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : LONGEST_WAIT_MS;
  return wait <= LONGEST_WAIT_MS ? wait : undefined;
}
