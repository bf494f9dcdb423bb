export interface GeneratedFile {
  /** Relative to the connector's folder, with `/`. */
  readonly path: string;
  readonly content: string | Uint8Array;
  /** What shall stand there in its place, since people edited it; and what stood there when that was decided. */
  readonly merged?: { readonly text: string; readonly from: string };
}
