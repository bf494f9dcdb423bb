import type { FieldPath } from "../model/values.ts";
import type { SchemaView } from "./schema-view.ts";
import type { DocumentInfo, SourceRef } from "./source-ref.ts";

/**
 * What documents say about an HTTP API, with places and without judgement. Any input that describes an API
 * (OpenAPI, Postman, prose, samples) is read into this; detectors see nothing else.
 */
export interface HttpFacts {
  readonly kind: "http";
  readonly documents: readonly DocumentInfo[];
  readonly title: string;
  readonly version: string | undefined;
  readonly description: string | undefined;
  readonly documentation: string | undefined;
  /** Text about the API as a whole or a group of operations: info, tags, external docs. */
  readonly prose: readonly ProseFact[];
  readonly servers: readonly ServerFact[];
  readonly securitySchemes: readonly SecuritySchemeFact[];
  /** What every operation without its own needs; `undefined`: nothing is said. */
  readonly security: readonly SecurityRequirement[] | undefined;
  readonly operations: readonly OperationFact[];
  readonly webhooks: readonly {
    readonly name: string;
    readonly description: string | undefined;
    readonly at: SourceRef;
  }[];
  /** Vendor extensions at the root and in `info`. */
  readonly extensions: Readonly<Record<string, unknown>>;
}

export interface ProseFact {
  readonly text: string;
  /** The tag (group of operations) that it speaks of; `undefined`: the whole API. */
  readonly tag: string | undefined;
  readonly at: SourceRef;
}

export interface ServerFact {
  /** `https://{region}.example.com/v1`, as written; relative ones joined to where the document came from, where known. */
  readonly url: string;
  readonly description: string | undefined;
  readonly variables: Readonly<
    Record<
      string,
      {
        readonly default: string | undefined;
        readonly enum: readonly string[] | undefined;
        readonly description: string | undefined;
      }
    >
  >;
  readonly at: SourceRef;
}

export type SecuritySchemeFact = {
  readonly id: string;
  readonly description: string | undefined;
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly at: SourceRef;
} & (
  | { readonly type: "api-key"; readonly in: "header" | "query" | "cookie"; readonly name: string }
  | { readonly type: "http"; readonly scheme: string; readonly bearerFormat: string | undefined }
  | { readonly type: "oauth2"; readonly flows: readonly OAuthFlowFact[] }
  | { readonly type: "openid-connect"; readonly url: string }
  | { readonly type: "other"; readonly text: string }
);

export interface OAuthFlowFact {
  readonly flow: "implicit" | "password" | "client-credentials" | "authorization-code";
  readonly authorizationUrl: string | undefined;
  readonly tokenUrl: string | undefined;
  readonly refreshUrl: string | undefined;
  readonly scopes: Readonly<Record<string, string>>;
}

/** All of its schemes together; `{}` means that nothing is needed. */
export type SecurityRequirement = Readonly<Record<string, readonly string[]>>;

export interface OperationFact {
  /** `GET /users/{id}`; unique. */
  readonly id: string;
  /** Upper case. */
  readonly method: string;
  /** As written, without the server. */
  readonly path: string;
  readonly operationId: string | undefined;
  readonly summary: string | undefined;
  readonly description: string | undefined;
  readonly tags: readonly string[];
  readonly deprecated: boolean;
  readonly documentation: string | undefined;
  /** Those of the path included, its own first. */
  readonly parameters: readonly ParameterFact[];
  readonly body: BodyFact | undefined;
  readonly responses: readonly ResponseFact[];
  /** `undefined`: as the API says; `[]`: none. */
  readonly security: readonly SecurityRequirement[] | undefined;
  readonly servers: readonly ServerFact[] | undefined;
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly at: SourceRef;
  /** True: told by samples of requests, which leave out the parameters that they don't use. */
  readonly inPart?: boolean;
}

export interface ParameterFact {
  readonly name: string;
  readonly in: "query" | "header" | "path" | "cookie";
  readonly required: boolean;
  readonly description: string | undefined;
  readonly deprecated: boolean;
  readonly schema: SchemaView;
  readonly style: string | undefined;
  readonly explode: boolean | undefined;
  /** Of the parameter itself; the schema has its own. */
  readonly examples: readonly unknown[];
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly at: SourceRef;
  /** Where the document shows that its value is taken from: a field of another operation's answer, elements as numbers. */
  readonly filledFrom?: { readonly operation: string; readonly path: FieldPath; readonly at: SourceRef };
}

export interface BodyFact {
  readonly required: boolean;
  readonly description: string | undefined;
  readonly content: readonly MediaFact[];
  readonly at: SourceRef;
}

export interface MediaFact {
  /** Without parameters, lower case: `application/json`. */
  readonly mediaType: string;
  readonly schema: SchemaView | undefined;
  readonly examples: readonly { readonly value: unknown; readonly at: SourceRef }[];
}

export interface ResponseFact {
  /** `200`, `2XX`, `default`. */
  readonly status: string;
  readonly description: string | undefined;
  readonly headers: readonly {
    readonly name: string;
    readonly description: string | undefined;
    readonly schema: SchemaView | undefined;
    readonly at: SourceRef;
  }[];
  readonly content: readonly MediaFact[];
  readonly at: SourceRef;
}
