import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { afterEach } from "vitest";
import type { ConnectorModel } from "../model/connector-model.ts";
import type { HttpAccess, HttpSource } from "../model/http.ts";
import type { Setting } from "../model/setting.ts";
import type { Stream } from "../model/stream.ts";
import { aModel, aStream, START, TOKEN } from "../model/test-support.ts";
import type { FieldPath, Json, JsonSchema } from "../model/values.ts";
import type { SimulatedSource, SimulationOptions } from "./simulated-source.ts";
import { startSimulation } from "./start-simulation.ts";

export function model(
  streams: readonly Stream[],
  source: Partial<HttpSource> = {},
  more: readonly Setting[] = [],
): ConnectorModel {
  return aModel(streams, { concurrency: { max: 10 }, ...source }, { settings: [TOKEN, START, ...more] });
}

export const ORDER_SCHEMA: JsonSchema = {
  type: "object",
  required: ["id", "updated_at", "status"],
  properties: {
    id: { type: "integer" },
    status: { type: "string", enum: ["open", "paid", "void"] },
    amount: { type: "number" },
    email: { type: ["string", "null"], format: "email" },
    updated_at: { type: "string", format: "date-time" },
    lines: {
      type: "array",
      items: { type: "object", properties: { sku: { type: "string" }, count: { type: "integer" } } },
    },
  },
};

export function stream(access: Partial<HttpAccess> = {}, more: Partial<Omit<Stream, "access">> = {}): Stream {
  return aStream({ path: "/orders", ...access }, { schema: ORDER_SCHEMA, ...more });
}

/** Starts simulations, and closes them after each test. */
export function simulations() {
  const open: SimulatedSource[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((source) => source.close()));
  });
  return async (made: ConnectorModel, options: Partial<SimulationOptions> = {}): Promise<SimulatedSource> => {
    const source = await startSimulation(made, { seed: 1, ...options });
    open.push(source);
    return source;
  };
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
  readonly body: Json;
}

export interface Call {
  readonly method?: string;
  /** Lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const agent = new Agent({ keepAlive: true });

/**
 * A request to an address of the simulated API, sent to loopback with the original Host header
 * (which `fetch` doesn't let one set), with the bearer token unless another header is given.
 */
export async function call(
  source: SimulatedSource,
  url: string,
  { method = "GET", headers, body }: Call = {},
): Promise<Reply> {
  const { origin, host } = new URL(url);
  const address = source.routes[origin];
  if (address === undefined) throw new Error(`${origin} isn't simulated`);
  const authorization = `Bearer ${String(source.config.access_token)}`;
  const sent = request(url.replace(origin, address), { method, agent, headers: { authorization, ...headers, host } });
  sent.end(body);
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  const replied = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
  return { status: response.statusCode ?? 0, headers: Object.fromEntries(replied), text, body: parsed(text) };
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    // A broken answer is what some tests want to see.
    return null;
  }
}

/** The value at a place of an answer. */
export function at(body: Json, ...path: FieldPath): Json {
  let here: Json = body;
  for (const name of path)
    here =
      typeof here === "object" && here !== null && !Array.isArray(here)
        ? ((here as { [key: string]: Json })[name] ?? null)
        : null;
  return here;
}

export function recordsAt(body: Json, ...path: FieldPath): Readonly<Record<string, Json>>[] {
  const found = at(body, ...path);
  return Array.isArray(found) ? (found as Readonly<Record<string, Json>>[]) : [];
}

/** All violations in the log. */
export function violations(source: SimulatedSource): string[] {
  return source.log.flatMap((request) => request.violations);
}
