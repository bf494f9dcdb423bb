import type { Capabilities } from "../capabilities.ts";
import { HTTP_CAPABILITIES } from "../http-capabilities.ts";
import { TABLE_CAPABILITIES } from "../table-capabilities.ts";

export const capabilities: Capabilities = {
  ...HTTP_CAPABILITIES,
  ...TABLE_CAPABILITIES,
  "source.file": {
    kind: "no",
    because: "this target builds pipelines for HTTP APIs and databases; files are another target",
  },
  "pagination.unknown": {
    kind: "approximated",
    with: "the first page is read, and the run fails when that may not be all",
  },
  "records.plain-values": {
    kind: "no",
    because: "its records are plain values without fields, and a row has columns",
  },
};
