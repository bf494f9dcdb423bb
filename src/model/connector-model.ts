import type { DatabaseSource } from "./database.ts";
import type { FileSource } from "./file.ts";
import type { HttpSource } from "./http.ts";
import type { Setting } from "./setting.ts";
import type { Stream } from "./stream.ts";
import type { Note } from "./values.ts";

/** All that is decided about one data source; the only thing that targets and the simulator read. */
export interface ConnectorModel {
  readonly modelVersion: 1;
  /** kebab-case: `stripe`, `acme-billing`. */
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly documentation?: string;
  readonly settings: readonly Setting[];
  readonly source: HttpSource | DatabaseSource | FileSource;
  /** Parents before their children, otherwise in the document's order. */
  readonly streams: readonly Stream[];
  /** About the source as a whole. */
  readonly notes?: readonly Note[];
}
