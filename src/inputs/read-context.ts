import type { Collector } from "../diagnostics/collector.ts";

/** The file system as reading needs it. */
export interface FilePort {
  /** `undefined` where there is no such file, or it is a folder. Errors: what the system says. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** The beginning of a file that may be huge; absent: `read` has to do. Otherwise as `read`. */
  readStart?(path: string, most: number): Promise<Uint8Array | undefined>;
  /** Paths of all files below the folder, relative to it, with `/`, sorted; `undefined` where it is no folder. */
  list(folder: string): Promise<readonly string[] | undefined>;
}

/** What reading may touch, and where it reports. */
export interface ReadContext {
  readonly files: FilePort;
  /** `undefined`: the network isn't to be used. */
  readonly fetch: typeof fetch | undefined;
  /** Origins (`https://example.com`) from which `$ref`s may be fetched, besides those of the documents themselves. */
  readonly allowedOrigins: readonly string[];
  readonly collector: Collector;
  /** One line about what goes on, where reading takes long. */
  readonly progress?: (line: string) => void;
}
