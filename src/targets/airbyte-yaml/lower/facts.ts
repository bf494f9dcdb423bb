import type { Auth } from "../../../model/auth.ts";
import type { HttpSource } from "../../../model/http.ts";
import type { StopRule } from "../../../model/pagination.ts";
import type { Loss } from "../../target.ts";
import type { BuiltStream } from "./manifest.ts";
import { mdCode } from "./markdown.ts";
import type { HttpStream, Scope } from "./scope.ts";

/** What documents for people tell. */
export interface Facts {
  readonly streams: readonly BuiltStream[];
  readonly losses: readonly Loss[];
  readonly version: string;
  readonly scope: Scope;
}

/** Sentences about the model's facts, for people. */
export function authSentence(auth: readonly Auth[]): string {
  const [first, ...others] = auth;
  if (!first)
    return "**TODO: how the API wants to be asked is an open question.** Requests go out without credentials.";
  const also = others.length === 0 ? "" : ` The API also knows: ${others.map((one) => one.kind).join(", ")}.`;
  return `${described(first)}${also}`;
}

function described(auth: Auth): string {
  switch (auth.kind) {
    case "none":
      return "The API asks for no credentials.";
    case "bearer":
      return `${mdCode(`Authorization: ${auth.prefix ?? "Bearer"} …`)}.`;
    case "basic":
      return "HTTP basic authentication.";
    case "api-key":
      return `A key in the ${auth.in} ${mdCode(auth.name)}${auth.prefix === undefined ? "" : `, after ${mdCode(auth.prefix)}`}.`;
    case "oauth2":
      return `OAuth 2.0, ${auth.grant}; the token request proves the client in the ${auth.clientAuth === "basic" ? "header" : "body"}. Scopes go into the body as ${mdCode("scope")}: the CDK's own field sends another name.`;
    case "jwt":
      return `A token that the connector signs itself (${mdCode(auth.algorithm)}), good for ${auth.lifetime} seconds.`;
    case "session":
      return auth.lifetime === undefined
        ? "A login gives a session token. How long it lasts isn't known, so the CDK logs in before each request."
        : `A login gives a session token for ${auth.lifetime} seconds.`;
    case "custom":
      return "**TODO: the API's authentication can't be built in low-code.** Requests go out without credentials.";
    case "all":
      return auth.of.map(described).join(" Together with: ");
  }
}

/** How a list pages, and how it ends. */
export function pagingSentence({ access: { pagination } }: HttpStream): [string, string] {
  switch (pagination.kind) {
    case "none":
      return ["one answer holds all", ""];
    case "page-number":
      return [`page ${mdCode(pagination.pageParam.name)} from ${pagination.firstPage}`, ending(pagination.stop)];
    case "offset":
      return [`offset ${mdCode(pagination.offsetParam.name)}`, ending(pagination.stop)];
    case "cursor":
      return [
        `cursor ${mdCode(pagination.cursorParam.name)} from the ${pagination.next.from}`,
        ending(pagination.stop),
      ];
    case "next-url":
      return [`URL at ${mdCode(pagination.path.join("."))}`, "no URL"];
    case "link-header":
      return ["`Link` header", "no next link"];
    case "unknown":
      return ["**TODO: unknown**", "fails on the first full page"];
  }
}

function ending(stop: StopRule): string {
  const guess = stop.guessed === true ? " (the documents don't say)" : "";
  switch (stop.kind) {
    case "empty-page":
      return `an empty page${guess}`;
    case "short-page":
      return `a page that isn't full${guess}`;
    case "no-cursor":
      return `no cursor${guess}`;
    case "flag":
      return `${mdCode(stop.path.join("."))} is no longer ${stop.goOn}${guess}`;
    case "total-items":
    case "total-pages":
      return `all that ${mdCode(stop.path.join("."))} counts is read, or a page is empty${guess}`;
    case "total-header":
      return `all that ${mdCode(stop.name)} counts is read, or a page is empty${guess}`;
  }
}

export function syncSentence(stream: HttpStream, isIncremental: boolean): string {
  const { incremental } = stream;
  if (!isIncremental || !incremental) return "everything, each time";
  const field = mdCode(incremental.cursorField.join("."));
  if (!incremental.request) return `by ${field}; the source has no filter, old records are dropped here`;
  const until = incremental.request.until ? `, in windows up to ${mdCode(incremental.request.until.name)}` : "";
  return `by ${field}, asked for with ${mdCode(incremental.request.name)} (${incremental.request.operator})${until}`;
}

export function limitSentence({ rateLimit, concurrency }: HttpSource): string {
  const quotas = rateLimit?.quotas ?? [];
  const known =
    quotas.length === 0
      ? "The documents name no quota"
      : `The documented quotas (${quotas.map(({ requests, seconds }) => `${requests} requests in ${seconds} s`).join(", ")}) are kept by the connector`;
  return `${known}; at most ${Math.max(2, Math.min(concurrency.max, 20))} requests are under way at once.`;
}
