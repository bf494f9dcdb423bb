import type { Detection } from "../evidence/detection.ts";
import type { HttpFacts } from "../evidence/http-facts.ts";
import { credentialSettings } from "./auth/credential-settings.ts";
import { detectAuth } from "./auth/detect-auth.ts";
import { detectBaseUrl } from "./base-url/detect-base-url.ts";
import { detectStreamBaseUrls } from "./base-url/detect-stream-base-urls.ts";
import { detectErrors } from "./errors/detect-errors.ts";
import { detectHeaders } from "./headers/detect-headers.ts";
import { detectIncremental } from "./incremental/detect-incremental.ts";
import { detectInputs } from "./inputs/detect-inputs.ts";
import { detectPrimaryKeys } from "./keys/detect-primary-keys.ts";
import { keysWithinParents } from "./keys/keys-within-parents.ts";
import { keysWithinScopes } from "./keys/keys-within-scopes.ts";
import { detectPagination } from "./pagination/detect-pagination.ts";
import { detectParents } from "./parents/detect-parents.ts";
import { withRecordFields } from "./parents/record-fields.ts";
import { detectConcurrency, detectRateLimit } from "./rate-limit/detect-rate-limit.ts";
import { createRecordSchemas } from "./records/record-schema.ts";
import { detectStreams } from "./streams/detect-streams.ts";

/** Every detector, each after those whose findings it looks at. */
export function detect(facts: HttpFacts): Detection {
  const { streams, offered, records, left } = detectStreams(facts);
  const ownKeys = detectPrimaryKeys(streams, facts);
  const parents = withRecordFields(detectParents(streams, facts, ownKeys), streams);
  const primaryKeys = keysWithinScopes(streams, keysWithinParents(streams, facts, ownKeys, parents), parents);
  const pagination = detectPagination(streams, facts);
  const auth = detectAuth(facts, streams);
  const sourceAuth = auth.find(({ stream }) => stream === undefined)?.value ?? [];
  const baseUrl = detectBaseUrl(facts);
  const schemas = createRecordSchemas(facts.documents.length > 1);
  return {
    streams,
    left,
    schema: ({ record }) => (record ? schemas.of(record) : { type: "object" }),
    schemaNames: () => schemas.names(),
    offered,
    records,
    primaryKeys,
    pagination,
    incremental: detectIncremental(streams, facts, pagination),
    parents,
    inputs: detectInputs(streams, facts, parents, sourceAuth[0]),
    auth,
    credentials: credentialSettings(sourceAuth, facts),
    baseUrl,
    streamBaseUrls: detectStreamBaseUrls(streams, baseUrl),
    headers: detectHeaders(facts, streams),
    rateLimit: detectRateLimit(facts),
    errors: detectErrors(facts, streams, sourceAuth),
    concurrency: detectConcurrency(facts),
  };
}
