import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * A source written by hand, with paging code and data of its own. It knows nothing of models and of `src/simulate`,
 * so that a connector and this source can't share a mistake.
 */
export interface IndependentSource {
  /** Loopback address of the first origin. */
  readonly url: string;
  /** As `verify` takes them: each origin of the document with the loopback address that answers for it. */
  readonly routes: Readonly<Record<string, string>>;
  /** Path of its OpenAPI document. */
  readonly document: string;
  /** Values for the settings that a reader of the document would expect. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Every record that a full read must bring, by the last part of the list's path. */
  readonly expected: Readonly<Record<string, readonly Item[]>>;
  readonly log: readonly LoggedCall[];
  close(): Promise<void>;
}

export type Item = Readonly<Record<string, unknown>>;

export interface LoggedCall {
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
}

/** Opens a server on loopback, one an origin, which answers with what `reply` says and notes each call. */
export async function listen(origin: string, log: LoggedCall[], reply: (asked: Asked) => Reply) {
  const server = createServer((message, response) => answer(message, response));
  const answer = (message: IncomingMessage, response: ServerResponse) => {
    const url = new URL(message.url ?? "/", origin);
    const headers = Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, String(value)]));
    const method = message.method ?? "";
    const replied = reply({ method, path: url.pathname, query: url.searchParams, headers });
    const query = Object.fromEntries(url.searchParams);
    log.push({ host: new URL(origin).host, method, path: url.pathname, query, headers, status: replied.status });
    response.writeHead(replied.status, { "content-type": "application/json", ...replied.headers });
    response.end(replied.body === undefined ? "" : JSON.stringify(replied.body));
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { address: `http://127.0.0.1:${port}`, close };
}

/** A document of this folder. */
export function documentPath(name: string): string {
  return new URL(`./${name}`, import.meta.url).pathname;
}
