/** A place in a document that was read. */
export interface SourceRef {
  /** The document's name as in `DocumentInfo`. */
  readonly document: string;
  /** JSON Pointer from the document's root (`/paths/~1users/get`); `""` is all of it. In prose: `line 12`. */
  readonly pointer: string;
}

/** One document that was read, as it is remembered beside the connector. */
export interface DocumentInfo {
  /** Unique among the documents of one analysis; the file's name, or the path below the given folder. */
  readonly name: string;
  /** As the user gave it: a path or a URL. */
  readonly origin: string;
  readonly sha256: string;
  readonly bytes: number;
  /** What it is: `OpenAPI 3.0.1`, `Swagger 2.0`. */
  readonly format: string;
  /** True: credentials were found in it, so that no copy of it may be kept. */
  readonly holdsCredentials?: true;
}
