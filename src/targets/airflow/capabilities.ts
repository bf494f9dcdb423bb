import type { Capabilities } from "../capabilities.ts";
import { HTTP_CAPABILITIES } from "../http-capabilities.ts";

export const capabilities: Capabilities = {
  ...HTTP_CAPABILITIES,
  "source.database": { kind: "no", because: "Airflow has providers for databases; this target reads HTTP APIs" },
  "source.file": { kind: "no", because: "this target builds providers for HTTP APIs; files are another target" },
  "pagination.unknown": {
    kind: "approximated",
    with: "the first page is read, and the task fails when that may not be all",
  },
  "records.plain-values": {
    kind: "no",
    because: "its records are plain values without fields, and a line of its files is an object",
  },
};
