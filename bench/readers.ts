import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Json } from "../src/model/values.ts";
import type { Environment } from "../src/verify/environments/ensure-environment.ts";
import { harnessScript } from "../src/verify/job-runner.ts";
import { type Measured, measureRun } from "./measure-run.ts";

/** Where a reader is pointed at. */
export interface Place {
  readonly config: Readonly<Record<string, Json>>;
  readonly routes: Readonly<Record<string, string>>;
}

/** Something that reads streams of the source, measured. */
export interface Reader {
  readonly title: string;
  read(streams: readonly string[], place: Place): Promise<Measured>;
}

const PEER = fileURLToPath(new URL("peer", import.meta.url));

export function airbyteReader(folder: string, { python, version }: Environment): Reader {
  const run = (argv: readonly string[], files: Readonly<Record<string, string>>, routes: Place["routes"]) =>
    measureRun({
      python,
      entry: { script: harnessScript("airbyte_source.py") },
      argv: [join(folder, "airbyte-yaml"), ...argv],
      path: [],
      files,
      routes,
    });
  return {
    title: `generated, Airbyte CDK ${version}`,
    async read(streams, { config, routes }) {
      const files = { "config.json": JSON.stringify(config) };
      const discovered = await run(["discover", "--config", "config.json"], files, routes);
      const catalog = configuredCatalog(discovered.stdout, streams);
      const argv = ["read", "--config", "config.json", "--catalog", "catalog.json"];
      return run(argv, { ...files, "catalog.json": catalog }, routes);
    },
  };
}

interface AirbyteStream {
  readonly name: string;
}

function configuredCatalog(stdout: string, streams: readonly string[]): string {
  const messages = stdout.split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line)] : []));
  const all: readonly AirbyteStream[] = messages.find(({ type }) => type === "CATALOG")?.catalog.streams ?? [];
  const chosen = all.filter(({ name }) => streams.includes(name));
  return JSON.stringify({
    streams: chosen.map((stream) => ({ stream, sync_mode: "full_refresh", destination_sync_mode: "overwrite" })),
  });
}

export function tapReader(folder: string, module: string, { python, version }: Environment): Reader {
  return tap(`generated, Singer SDK ${version}`, join(folder, "singer"), module, python);
}

/** By hand, with the SDK's stock paginators. */
export function peerReader({ python, version }: Environment): Reader {
  return tap(`by hand, Singer SDK ${version}`, PEER, "tap_peer", python);
}

function tap(title: string, path: string, module: string, python: string): Reader {
  const run = (argv: readonly string[], files: Readonly<Record<string, string>>, routes: Place["routes"]) =>
    measureRun({ python, entry: { module }, argv, path: [path], files, routes });
  return {
    title,
    async read(streams, { config, routes }) {
      const files = { "config.json": JSON.stringify(config) };
      const { stdout } = await run(["--config", "config.json", "--discover"], files, routes);
      const catalog = selection(JSON.parse(stdout), streams);
      const argv = ["--config", "config.json", "--catalog", "catalog.json"];
      return run(argv, { ...files, "catalog.json": catalog }, routes);
    },
  };
}

interface Catalog {
  readonly streams: readonly {
    readonly tap_stream_id: string;
    readonly metadata: readonly { readonly metadata: Readonly<Record<string, Json>> }[];
  }[];
}

function selection({ streams }: Catalog, chosen: readonly string[]): string {
  return JSON.stringify({
    streams: streams.map((stream) => ({
      ...stream,
      metadata: stream.metadata.map((item) => ({
        ...item,
        metadata: { ...item.metadata, selected: chosen.includes(stream.tap_stream_id) },
      })),
    })),
  });
}
