import type { MediaFact, OperationFact, ResponseFact } from "../../evidence/http-facts.ts";

/**
 * What an operation answers with when all goes well. Answers to failures are never looked at.
 * file: something that isn't records (a picture, a PDF). nothing: documented to have no body.
 * unstated: there is an answer, but the document doesn't say what is in it.
 */
export type SuccessAnswer =
  | { readonly kind: "data"; readonly response: ResponseFact; readonly media: MediaFact }
  | { readonly kind: "file"; readonly response: ResponseFact; readonly mediaType: string }
  | { readonly kind: "unstated"; readonly response: ResponseFact | undefined }
  | { readonly kind: "nothing"; readonly because: string };

const STRUCTURED =
  /^(application|text)\/([\w.-]+\+)?(json|hal\+json|xml|javascript|x-javascript)$|json|^\*\/\*$|^application\/\*$/;
const BODILESS = /^(204|205|304)$/;

export function successAnswer(operation: OperationFact): SuccessAnswer {
  const good = successes(operation);
  const withBody = good.filter((response) => !BODILESS.test(response.status));
  for (const response of withBody) {
    const media = structured(response);
    if (media) return { kind: "data", response, media };
  }
  for (const response of withBody) {
    const [media] = response.content;
    if (media) return { kind: "file", response, mediaType: media.mediaType };
  }
  const [first] = withBody;
  if (first) return { kind: "unstated", response: first };
  if (good.length > 0) return { kind: "nothing", because: `it answers ${good.map((one) => one.status).join(", ")}` };
  const redirect = operation.responses.find((response) => /^3/.test(response.status));
  if (redirect) return { kind: "nothing", because: `it answers ${redirect.status}, a redirect` };
  // "Any other answer is an error" leaves open what the answer is when a reading operation goes well.
  const open = operation.method === "GET" && operation.responses.some(({ status }) => status === "default");
  const known = operation.responses.length > 0 && !open;
  return known
    ? { kind: "nothing", because: "only failures are documented" }
    : { kind: "unstated", response: undefined };
}

/** 200 before the other successes; `default` only where no success has a number of its own. */
function successes(operation: OperationFact): ResponseFact[] {
  const numbered = operation.responses.filter((response) => /^2/.test(response.status));
  const rank = (response: ResponseFact) => (response.status === "200" ? 0 : response.status === "2XX" ? 1 : 2);
  if (numbered.length > 0) return [...numbered].sort((a, b) => rank(a) - rank(b));
  return operation.responses.filter((response) => response.status === "default" && !tellsOfFailure(response));
}

function tellsOfFailure(response: ResponseFact): boolean {
  if (/\b(error|fail|unexpected|problem|invalid|unauthori|bad request)/i.test(response.description ?? "")) return true;
  const view = response.content[0]?.schema;
  return /error|fault|problem|exception/i.test(view?.name ?? "");
}

/** JSON before XML; a plain-text answer only where it has a shape, which sloppy documents give to JSON. */
function structured(response: ResponseFact): MediaFact | undefined {
  const fits = response.content.filter((media) => STRUCTURED.test(media.mediaType) && !isBinary(media));
  const best = fits.find((media) => /json/.test(media.mediaType)) ?? fits[0];
  return best ?? response.content.find((media) => hasShape(media));
}

function hasShape(media: MediaFact): boolean {
  const types = media.schema?.types ?? [];
  if (media.examples.some(({ value }) => looksStructured(value))) return true;
  return types.includes("array") || (types.includes("object") && (media.schema?.properties.size ?? 0) > 0);
}

function looksStructured(value: unknown): boolean {
  return typeof value === "object" ? value !== null : typeof value === "string" && /^\s*[[{][\s"{[\]}]/.test(value);
}

function isBinary(media: MediaFact): boolean {
  return media.schema !== undefined && /^(binary|byte|base64)$/.test(media.schema.format ?? "");
}
