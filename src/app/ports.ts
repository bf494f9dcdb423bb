import type { FilePort } from "../inputs/read-context.ts";

/** All that the use cases touch of the world; tests hand in their own. */
export interface Ports {
  readonly files: FilePort & WritePort;
  readonly fetch: typeof fetch | undefined;
  /** The process's environment variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** One line about what goes on; surfaces show or drop it. */
  readonly progress: (line: string) => void;
  /** Ends what takes long and can be ended; absent: nobody will. */
  readonly signal?: AbortSignal;
  /** For what the catalog records; absent: the machine's. No analysis and no build asks for it. */
  readonly now?: () => Date;
  /** Who runs this, for what the catalog records; absent: somebody by hand. */
  readonly by?: "hand" | "schedule";
}

export interface WritePort {
  /** Whole or not at all; makes the folders above. Errors: a `Failure` that names the path and what to do. */
  write(path: string, content: string | Uint8Array): Promise<void>;
  /** Puts a file in another's place, whole or not at all; makes the folders above. Errors: as `write`. */
  move(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** A new and empty folder outside of everything. */
  temporaryFolder(): Promise<string>;
  /** With all that is in it. */
  removeFolder(path: string): Promise<void>;
  /** Milliseconds since 1970; undefined where there is no such file. */
  modified(path: string): Promise<number | undefined>;
  /** Does the work while no other process works on the folder; `onWait` is called where that must be waited for. */
  exclusively<T>(folder: string, work: () => Promise<T>, onWait: () => void): Promise<T>;
}
