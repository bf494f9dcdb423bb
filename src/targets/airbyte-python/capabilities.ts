import type { Capabilities } from "../capabilities.ts";
import { HTTP_CAPABILITIES } from "../http-capabilities.ts";

export const capabilities: Capabilities = {
  ...HTTP_CAPABILITIES,
  "source.database": { kind: "no", because: "it can't read tables yet, only HTTP APIs" },
  "source.file": { kind: "no", because: "it can't read files, only HTTP APIs" },
};
