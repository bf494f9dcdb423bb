import type { FieldPath, Json, Template } from "./values.ts";

/** One way to prove who asks. Every `Template` names the settings that hold the secrets; no secret is ever in a model. */
export type Auth =
  | NoAuth
  | BearerAuth
  | BasicAuth
  | ApiKeyAuth
  | OAuth2Auth
  | JwtAuth
  | SessionAuth
  | CustomAuth
  | AllAuth;

export interface NoAuth {
  readonly kind: "none";
}

/** `Authorization: <prefix> <token>`. */
export interface BearerAuth {
  readonly kind: "bearer";
  /** Default `Bearer`. */
  readonly prefix?: string;
  readonly token: Template;
}

export interface BasicAuth {
  readonly kind: "basic";
  readonly username: Template;
  /** Empty text where the API wants a key as the user name and no password. */
  readonly password: Template;
}

export interface ApiKeyAuth {
  readonly kind: "api-key";
  readonly in: "header" | "query" | "cookie";
  readonly name: string;
  /** Text before the key, with the space that separates them left out (`SSWS`, `Klaviyo-API-Key`). */
  readonly prefix?: string;
  readonly key: Template;
}

export interface OAuth2Auth {
  readonly kind: "oauth2";
  readonly grant: "client-credentials" | "refresh-token" | "authorization-code" | "password" | "jwt-bearer";
  readonly tokenUrl: Template;
  readonly authorizationUrl?: Template;
  /** Those that reading needs, in the document's order. */
  readonly scopes: readonly string[];
  /** How the client proves itself to the token endpoint. */
  readonly clientAuth: "body" | "basic";
  /** Settings by role; `authorization-code` runs as `refresh-token` once the user has consented. */
  readonly credentials: {
    readonly clientId?: Template;
    readonly clientSecret?: Template;
    readonly refreshToken?: Template;
    readonly username?: Template;
    readonly password?: Template;
    readonly privateKey?: Template;
  };
  /** Further fields of the token request's form. */
  readonly extra?: { readonly [name: string]: Template };
}

/** A token that the connector signs itself and sends as a bearer token. */
export interface JwtAuth {
  readonly kind: "jwt";
  readonly algorithm: string;
  readonly claims: { readonly [name: string]: Template | number };
  readonly headers?: { readonly [name: string]: Template };
  readonly key: Template;
  /** Seconds that a token is good for. */
  readonly lifetime: number;
  readonly prefix?: string;
}

/** Logs in once, then sends the token that it was given. */
export interface SessionAuth {
  readonly kind: "session";
  readonly login: {
    readonly method: "GET" | "POST";
    /** Joined to the base URL unless it is absolute. */
    readonly path: Template;
    readonly body?: Json;
    readonly headers?: { readonly [name: string]: Template };
    /** User name and password sent as HTTP basic auth at the login. */
    readonly basic?: { readonly username: Template; readonly password: Template };
  };
  readonly token:
    | { readonly from: "body"; readonly path: FieldPath }
    | { readonly from: "header"; readonly name: string };
  readonly sendAs: { readonly in: "header" | "query" | "cookie"; readonly name: string; readonly prefix?: string };
  /** Seconds until a new login is needed; absent: when the source answers 401. */
  readonly lifetime?: number;
}

/** A scheme that no target can build; the user writes it. */
export interface CustomAuth {
  readonly kind: "custom";
  readonly description: string;
}

/** Every one of them together, on each request. */
export interface AllAuth {
  readonly kind: "all";
  readonly of: readonly Auth[];
}
