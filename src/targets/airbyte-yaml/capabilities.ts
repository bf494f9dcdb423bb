import { type Capabilities, YES } from "../capabilities.ts";
import { HTTP_CAPABILITIES } from "../http-capabilities.ts";

export const airbyteCapabilities: Capabilities = {
  ...HTTP_CAPABILITIES,
  "source.database": { kind: "no", because: "it can't read tables: low-code connectors speak HTTP only" },
  "source.file": { kind: "no", because: "low-code connectors speak HTTP only" },
  "auth.custom": { kind: "no", because: "an authenticator of one's own needs Python beside the manifest" },
  "auth.all": { kind: "approximated", with: "one authenticator, and the other credentials as headers and parameters" },
  "pagination.unknown": YES,
};
