import type { Template } from "./values.ts";

export interface FileSource {
  readonly kind: "file";
  /** `sftp://{host}/incoming`, `s3://{bucket}`, … */
  readonly location: Template;
}

export interface FileAccess {
  readonly kind: "file";
  /** Which files belong to the stream, below the source's location: `orders/*.csv`. */
  readonly glob: string;
  readonly format: string;
}
