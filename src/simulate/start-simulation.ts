import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import type { ConnectorModel } from "../model/connector-model.ts";
import type { DatabaseSource } from "../model/database.ts";
import type { Answer } from "./answer.ts";
import { configure } from "./configuration.ts";
import type { DatabaseServer } from "./database/database-server.ts";
import { sqliteFiles } from "./database/sqlite-files.ts";
import { startDatabaseSimulation } from "./database/start-database-simulation.ts";
import { endpoints } from "./endpoint.ts";
import { createFaultPlan } from "./fault-plan.ts";
import { startFileSimulation } from "./files/start-file-simulation.ts";
import { createFiltering } from "./list-answer.ts";
import { createPlaces } from "./list-places.ts";
import { SMALL_PAGE } from "./list-size.ts";
import { createQuotaWatch } from "./quota-watch.ts";
import { receive } from "./received-request.ts";
import { createRecordStore, type RecordStore } from "./record-store.ts";
import { createRequestDesk, type RequestDesk } from "./request-desk.ts";
import type { LoggedRequest, SimulatedRecord, SimulationOptions, StartSimulation } from "./simulated-source.ts";
import { tokenEndpoints } from "./token-endpoints.ts";
import { createTokens } from "./tokens.ts";

const DAY = 86_400_000;
const FIRST_DAY = "2025-01-06";
const ENDS = ["null", "absent", "empty"] as const;

/** Serves an HTTP model on loopback, fills a database or writes files. Throws where the base URL is none, or no server is given. */
export const startSimulation: StartSimulation = async (model, options) => {
  const { source } = model;
  if (source.kind === "database") return startDatabaseSimulation(model, options, serverFor(source, options));
  if (source.kind === "file") return startFileSimulation(model, source, options);
  const firstDay = Date.parse(`${options.firstDay ?? FIRST_DAY}T00:00:00Z`);
  const startDate = new Date(firstDay - 5 * DAY).toISOString().replace(".000Z", "Z");
  const configuration = configure(model, options.seed, startDate);
  const gate = { configuration, tokens: createTokens(options.seed) };
  const all = endpoints(model, source, configuration);
  const tokens = tokenEndpoints(source, all, gate, options.tokenLifetime);
  const store = createRecordStore(model, {
    seed: options.seed,
    streams: options.streams,
    counts: options.counts ?? {},
    pages: options.pages ?? 3,
    pageSize: options.pageSize ?? SMALL_PAGE,
    awkwardKeys: options.awkwardKeys ?? false,
    start: firstDay,
  });
  const faults = createFaultPlan();
  const desk = createRequestDesk({
    source,
    endpoints: all,
    tokenEndpoints: tokens,
    gate,
    list: {
      store,
      filtered: createFiltering(),
      places: createPlaces(),
      configuration,
      smallPage: options.pageSize ?? SMALL_PAGE,
      pastEnd: options.pastEnd ?? "empty",
      marks: {
        end: options.endOfList ?? ENDS[options.seed % ENDS.length] ?? "null",
        nextUrl: options.nextUrl ?? "absolute",
      },
    },
    faults,
    quota: createQuotaWatch(source.rateLimit, options.quotas === "enforced"),
  });
  const log: LoggedRequest[] = [];
  const hall: Hall = {
    desk,
    log,
    latency: options.latency ?? 0,
    most: source.concurrency.max,
    underWay: 0,
    from: Date.now(),
  };
  const origins = new Set([...all, ...tokens].map((endpoint) => endpoint.origin));
  const servers = await Promise.all([...origins].map((origin) => open(origin, hall)));
  return {
    routes: Object.fromEntries(servers.map(({ origin, address }) => [origin, address])),
    config: configuration.config,
    get records() {
      return recordsOf(model, store);
    },
    log,
    clearLog() {
      log.length = 0;
      desk.newRead();
    },
    setFaults: (list) => faults.replace(list),
    advance: (stream, count, more) => store.advance(stream, count, more),
    close: async () => {
      await Promise.all(servers.map(({ server }) => shut(server)));
    },
  };
};

function serverFor({ dialect }: DatabaseSource, { server }: SimulationOptions): DatabaseServer {
  if (server) return server;
  if (dialect === "sqlite") return sqliteFiles();
  throw new Error(`a ${dialect} source can't be simulated without a server`);
}

function recordsOf(model: ConnectorModel, store: RecordStore): Record<string, readonly SimulatedRecord[]> {
  return Object.fromEntries(model.streams.map(({ name }) => [name, store.records(name)]));
}

/** What all servers of one source share. */
interface Hall {
  readonly desk: RequestDesk;
  readonly log: LoggedRequest[];
  readonly latency: number;
  /** Requests at once that the source bears. */
  readonly most: number;
  underWay: number;
  readonly from: number;
}

async function open(origin: string, hall: Hall): Promise<{ origin: string; address: string; server: Server }> {
  const server = createServer({ keepAliveTimeout: 60_000 }, (message, response) => {
    serve(message, response, { origin, hall }).catch((error: unknown) => {
      // A mistake of the simulation itself must not look like the source's: the connection breaks.
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { origin, address: `http://127.0.0.1:${port}`, server };
}

async function shut(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  { origin, hall }: { readonly origin: string; readonly hall: Hall },
): Promise<void> {
  const at = Date.now() - hall.from;
  hall.underWay++;
  const crowded = hall.underWay > hall.most;
  try {
    const request = await receive(message, origin);
    const { answer, pageKey, violations, ...noted } = hall.desk.answer(request);
    void pageKey;
    const crowd = crowded ? [`more than ${hall.most} requests under way at once`] : [];
    hall.log.push({
      method: request.method,
      url: request.url,
      headers: request.headers,
      body: request.text,
      status: answer.status,
      ...noted,
      at,
      violations: [...violations, ...crowd],
    });
    if (hall.latency > 0) await wait(hall.latency);
    send(response, answer);
  } finally {
    hall.underWay--;
  }
}

function send(response: ServerResponse, { status, headers, body, broken }: Answer): void {
  const bytes = Buffer.from(body, "utf8");
  response.writeHead(status, { ...headers, "content-length": bytes.length });
  if (broken) {
    response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy());
    return;
  }
  response.end(bytes);
}
