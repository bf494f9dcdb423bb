import { createCatalogViews } from "../app/catalog/catalog-views.ts";
import { timeOf } from "../app/catalog/keep-entry.ts";
import type { CatalogStore } from "../app/catalog-types.ts";
import type { Ports } from "../app/ports.ts";
import { Failure } from "../diagnostics/failure.ts";
import { createWeb } from "./web/create-web.ts";

export interface ServeOptions {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly token?: string;
  readonly signal: AbortSignal;
  readonly onReady: (address: string) => void;
}

const LOOPBACK = ["127.0.0.1", "localhost", "::1"];

/** Serves the catalog's pages until the signal comes. Errors: a `Failure` where the port can't be had, or anybody could look. */
export async function startWeb(store: CatalogStore, options: ServeOptions, ports: Ports): Promise<void> {
  const { host, port, token, signal, onReady } = options;
  const isLoopback = LOOPBACK.includes(host);
  if (!isLoopback && token === undefined)
    throw new Failure(
      "misuse",
      `with --host ${host} others can reach these pages: give a token with --token-file or SOURCEWRIGHT_TOKEN`,
    );
  const { serve } = await import("@hono/node-server");
  const web = createWeb({
    views: createCatalogViews(store, ports),
    now: () => timeOf(ports),
    ...(token !== undefined && { token }),
    ...(isLoopback && { hosts: ["127.0.0.1", "localhost", "[::1]"] }),
  });
  await new Promise<void>((resolve, reject) => {
    const server = serve({ fetch: web.fetch, hostname: host, port }, (at) => {
      onReady(`http://${host.includes(":") ? `[${host}]` : host}:${at.port}/`);
    });
    server.on("error", (cause: NodeJS.ErrnoException) => {
      const why = cause.code === "EADDRINUSE" ? "something else listens there" : cause.message;
      reject(
        new Failure("unusable", `port ${port} of ${host} can't be had: ${why}; give another with --port`, { cause }),
      );
    });
    signal.addEventListener("abort", () => server.close(() => resolve()));
  });
}
