import type { Section } from "./sections.ts";

export const METHOD_LABEL = /^(?:http |request )?(?:method|verb|type)s?$/i;
export const TARGET_LABEL =
  /^(?:(?:full |request |api |resource |endpoint )*(?:url|uri|endpoint|path|route|address)|http request|request|resource)$/i;

const GENERAL =
  /\b(?:authenticat\w*|authoriz\w*|oauth\d?|pagina\w*|paging|rate.?limit\w*|throttl\w*|quotas?|errors?|status codes?|response codes|getting started|quick ?start|introduction|overview|about|versioning|conventions?|making (?:a |your |an )?(?:first )?(?:api )?(?:requests?|calls?)|cach\w+|change ?log|release notes|sdks?|client libraries|libraries|cors|faqs?|support|date formats?|data types|basics|requests? format|http verbs|http methods|base urls?|idempoten\w+|security|usage|schema|concepts?|access tokens?|api keys?|credentials|filtering|sorting|expanding|metadata|localization|compression|https)\b/i;
/** Words that tell what an endpoint does. */
const DOES =
  /^(?:\W*)(?:get|list|fetch|retrieve|read|show|view|find|search|query|create|add|post|update|edit|modify|delete|remove|put|patch|cancel|all|return\w*)\b|\b(?:GET|POST|PUT|PATCH|DELETE)\b|\bendpoints?\b|\blist\b/;

/** Whether a section, or one that it is in, speaks of the API as a whole. */
export function isGeneral(section: Section): boolean {
  for (let one: Section | undefined = section; one; one = one.parent) {
    if (one.level === 7) return false;
    if (one.title !== "" && DOES.test(one.title) && !/^\s*getting\b/i.test(one.title)) return false;
    if (one.level > 0 && GENERAL.test(one.title)) return true;
  }
  return false;
}

/** A heading that names a part of the description of an endpoint, not what it is about. */
const PART =
  /^(?:the )?(?:(?:http|api|example|sample|curl|success(?:ful)?|error|full|json|rest|possible|query|querystring|query ?string|path|url|uri|body|header|optional|required|request|response|supported|available|accepted|input|output|cURL|shell|code|common|noteworthy|endpoint|return)[\s-]*)*(?:requests?|responses?|endpoints?|urls?|uris?|routes?|parameters?|params|arguments?|attributes?|properties|fields|headers?|body|payload|examples?|samples?|usage|curl|call|calls|definition|method|returns?|results?|errors?|codes?|description|syntax|invocation|signature|path|content|notes?|permissions?|scopes?|authori[sz]ation|authentication|resource|http request)\s*(?:\(.*\))?:?$/i;

export function isPart(title: string): boolean {
  return PART.test(title.trim());
}

/** What a caption says of the table, the list or the code below it. */
export type Role =
  | "query"
  | "path"
  | "header"
  | "body"
  | "parameters"
  | "response"
  | "response-headers"
  | "error"
  | "request"
  | "none";

const ROLES: readonly (readonly [RegExp, Role])[] = [
  [/\bchange ?log\b|\bhistory\b|\bpermissions?\b|\bscopes?\b|\brelated\b|\bversions?\b|\bsee also\b/i, "none"],
  [/\b(?:response|returned)\b[^.]{0,20}\bheaders?\b/i, "response-headers"],
  [/\berrors?\b|\bfail(?:ure|ed|s)?\b|\bstatus codes?\b|\bunsuccessful\b|\b[45]\d\d\b|\b[45]xx\b/i, "error"],
  [/\bresponse (?:query )?parameters?\b/i, "response"],
  [/\b(?:request |required |optional |http )*headers?\b(?! parameters? .*query)/i, "header"],
  [
    /\bquery\b|\bquery ?strings?\b|\bquerystring\b|\bfilters?\b|\bsearch (?:parameters|params|options)\b|\bget parameters\b/i,
    "query",
  ],
  [/\b(?:path|route)\b/i, "path"],
  [
    /\b(?:body|payload|form|post|json|data) ?(?:data )?(?:param\w*|arguments?|fields|properties|attributes|schema|content)?\b.*\b(?:param\w*|arguments?|fields|properties|attributes)\b|\brequest body\b|\bbody\b|\bpayload\b|\bform data\b/i,
    "body",
  ],
  [
    /\bresponses?\b|\breturn(?:s|ed)?\b|\bresults?\b|\boutputs?\b|\b2\d\d\b|\bobject\b|\bstructured like\b|\bresource representation\b|\bdata model\b/i,
    "response",
  ],
  [/\bparam(?:eter)?s?\b|\barguments?\b|\boptions\b|\binputs?\b|\burl (?:params|parameters)\b/i, "parameters"],
  [/\battributes?\b|\bfields?\b|\bpropert(?:y|ies)\b|\bschema\b|\bmodel\b/i, "response"],
  [/\brequests?\b|\bcalls?\b|\bcurl\b|\busage\b/i, "request"],
];

/** `undefined`: the words say nothing of it. */
export function roleOf(caption: string): Role | undefined {
  const text = caption.slice(0, 300);
  return ROLES.find(([pattern]) => pattern.test(text))?.[1];
}
