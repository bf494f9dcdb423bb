import type { OAuthFlowFact, SecurityRequirement, SecuritySchemeFact } from "../../evidence/http-facts.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";
import { textOfBlock } from "./blocks.ts";
import { labelledValues } from "./labelled-values.ts";
import type { Mention } from "./mentions.ts";
import type { Part } from "./scopes.ts";
import { eachSection, type Section } from "./sections.ts";

const NEEDED =
  /^(?:requires? )?(?:auth\w*|authentication|authorization|login)(?: (?:required|needed))?\??$|^requires? auth\w*$/i;
const NOT = /^\W*(?:no|none|false|not required|optional|n\/a|public|open)\b/i;

/** `[]`: the endpoint says that nothing has to be proven; `undefined`: it says nothing of it. */
export function securityOf(parts: readonly Part[]): readonly SecurityRequirement[] | undefined {
  for (const { block } of parts.slice(0, 60)) {
    for (const { label, value } of labelledValues(block)) {
      if (NEEDED.test(label.trim()) && NOT.test(value)) return [];
    }
  }
  return undefined;
}

const TOKEN_PATH = /\/(?:access_?)?tokens?$|\/oauth2?\/(?:v\d\/)?(?:access_)?token/i;
const CONSENT_PATH = /\/(?:authorize|oauth2?\/auth|authorization\/new|consent)$/i;
const GRANTS =
  /\bclient[_ -]credentials\b|\bauthorization[_ -]code\b|\brefresh[_ ]token\b|\bgrant_type\b\W{1,6}password\b|\bpassword grant\b/gi;
const SPEAKS = /\boauth|\brefresh[_ ]token\b|\bgrant_type\b|\bauthorization code\b|\bclient[_ ](?:id|secret)\b/i;

/**
 * OAuth 2.0 where pages name the address that gives out tokens, and how it is asked. All other ways are told in prose,
 * and read from there.
 */
export function readSecuritySchemes(
  roots: readonly Section[],
  mentions: readonly Mention[],
): readonly SecuritySchemeFact[] {
  const told = roots.flatMap((root) => [...eachSection(root)]).map((section) => ({ section, text: textOf(section) }));
  const spoken = told.filter(({ text }) => SPEAKS.test(text));
  const token = mentions.find(
    (one) => isAddress(one, TOKEN_PATH) && spoken.some(({ section }) => section === one.section),
  );
  if (!token) return [];
  const consent = mentions.find((one) => isAddress(one, CONSENT_PATH));
  const near = spoken.filter(({ section }) => section.page === token.section.page).map(({ text }) => text);
  const flow: OAuthFlowFact = {
    flow: flowOf(near.join("\n"), consent !== undefined),
    tokenUrl: addressOf(token),
    authorizationUrl: consent && addressOf(consent),
    refreshUrl: undefined,
    scopes: {},
  };
  return [scheme(flow, token.at, near[0])];
}

function scheme(flow: OAuthFlowFact, at: SourceRef, text: string | undefined): SecuritySchemeFact {
  return { id: "OAuth 2.0", description: text?.slice(0, 2000), extensions: {}, at, type: "oauth2", flows: [flow] };
}

function isAddress({ target }: Mention, path: RegExp): boolean {
  return target.origin !== undefined && path.test(`/${target.segments.join("/")}`);
}

function addressOf({ target }: Mention): string {
  return `${target.origin}/${target.segments.join("/")}`;
}

function textOf({ title, blocks }: Section): string {
  return [title, ...blocks.map(textOfBlock)].join("\n").slice(0, 8000);
}

function flowOf(text: string, hasConsent: boolean): OAuthFlowFact["flow"] {
  const grants = [...text.matchAll(GRANTS)].map(([grant]) => grant.toLowerCase());
  if (hasConsent || grants.some((grant) => /authorization|refresh/.test(grant))) return "authorization-code";
  if (grants.some((grant) => grant.startsWith("client"))) return "client-credentials";
  return grants.some((grant) => grant.includes("password")) ? "password" : "authorization-code";
}
