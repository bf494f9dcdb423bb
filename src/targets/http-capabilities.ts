import { type Capabilities, type Capability, YES } from "./capabilities.ts";

/** What a target that runs code of its own can do with an HTTP API; targets write what differs beside it. */
export const HTTP_CAPABILITIES = {
  "source.http": YES,
  "auth.none": YES,
  "auth.bearer": YES,
  "auth.basic": YES,
  "auth.api-key": YES,
  "auth.oauth2": YES,
  "auth.jwt": YES,
  "auth.session": YES,
  "auth.custom": { kind: "no", because: "its scheme isn't known well enough to write it" },
  "auth.all": YES,
  "pagination.none": YES,
  "pagination.page-number": YES,
  "pagination.offset": YES,
  "pagination.cursor": YES,
  "pagination.next-url": YES,
  "pagination.link-header": YES,
  "pagination.unknown": {
    kind: "approximated",
    with: "the first page is read, and the sync fails when that may not be all",
  },
  "incremental.filter": YES,
  "incremental.client-side": YES,
  "parents.single": YES,
  "parents.multiple": YES,
  "parents.paths": {
    kind: "no",
    because: "the parent's value is a path itself, and its slashes would be percent-encoded",
  },
  "request.post": YES,
  "records.plain-values": {
    kind: "no",
    because: "its records are plain values without fields, and the framework's records are objects",
  },
} satisfies Omit<Capabilities, Extract<Capability, "source.database" | "source.file">>;
