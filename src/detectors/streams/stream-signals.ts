import type { SchemaView } from "../../evidence/schema-view.ts";
import type { Signal } from "../signal.ts";
import { hasListParameters, type OperationView, takesPages } from "./operation-view.ts";
import { isPreamble, pathSegments } from "./path-shape.ts";
import { isAboutItself, isDeed, verb } from "./vocabulary.ts";
import { isPlural, words } from "./words.ts";

export type StreamSignal = Signal<OperationView, "path" | "id" | "summary" | "method" | "answer">;

/** The table: each row is one reason to take, or not to take, an operation for a stream. */
export const STREAM_SIGNALS: readonly StreamSignal[] = [
  {
    id: "stream/get",
    weight: 0.9,
    side: "for",
    where: "method",
    says: "a GET gives data and changes nothing, unless it says otherwise",
    fires: ({ operation }) => operation.method === "GET",
  },
  {
    id: "stream/answers-with-data",
    weight: 0.5,
    side: "for",
    where: "answer",
    says: "its answer holds a list or an object with fields",
    fires: (view) => view.operation.method === "GET" && hasShape(view),
  },
  {
    id: "stream/post-path-reads",
    weight: 0.75,
    side: "for",
    where: "path",
    says: "the path's last step asks: search, query, list, report",
    fires: (view) => view.operation.method === "POST" && asksByPath(view),
  },
  {
    id: "stream/post-id-reads",
    weight: 0.55,
    side: "for",
    where: "id",
    says: "the operation's id begins with a verb that only reads",
    fires: ({ operation, verbs }) => operation.method === "POST" && verbs.id?.kind === "reads",
  },
  {
    id: "stream/post-summary-reads",
    weight: 0.6,
    side: "for",
    where: "summary",
    says: "the operation is described as reading",
    fires: ({ operation, verbs }) => operation.method === "POST" && verbs.summary?.kind === "reads",
  },
  {
    id: "stream/path-is-a-deed",
    weight: 0.85,
    side: "against",
    where: "path",
    says: "the path's last step is something that is done, not something that is read",
    fires: (view) => isDeedByPath(view),
  },
  {
    id: "stream/calls-a-deed",
    weight: 0.95,
    side: "against",
    where: "path",
    says: "the operation that it calls by name does something",
    fires: ({ called }) => called.length > 1 && !readsByName(called),
  },
  {
    id: "stream/id-is-a-deed",
    weight: 0.4,
    side: "against",
    where: "id",
    says: "the operation's id names something that is done",
    fires: ({ verbs }) => verbs.id !== undefined && isDeed(verbs.id.word),
  },
  {
    id: "stream/summary-is-a-deed",
    weight: 0.75,
    side: "against",
    where: "summary",
    says: "the operation is described as doing something",
    fires: ({ operation, verbs, commands, isWritten }) =>
      verbs.summary !== undefined &&
      (commands || (isDeed(verbs.summary.word) && !ALSO_NOUN.test(verbs.summary.word))) &&
      !(operation.method === "GET" && isWritten),
  },
  {
    id: "stream/summary-commands",
    weight: 0.7,
    side: "against",
    where: "summary",
    says: "the operation's description begins with a command to change something",
    fires: ({ operation, commands, isWritten }) => operation.method === "GET" && commands && !isWritten,
  },
  {
    id: "stream/post-summary-acts",
    weight: 0.9,
    side: "against",
    where: "summary",
    says: "the operation is described as changing something",
    fires: ({ operation, verbs }) => operation.method === "POST" && (verbs.summary ?? verbs.heading)?.kind === "acts",
  },
  {
    id: "stream/post-id-acts",
    weight: 0.85,
    side: "against",
    where: "id",
    says: "the operation's id begins with a verb that changes something",
    fires: ({ operation, verbs }) => operation.method === "POST" && verbs.id?.kind === "acts",
  },
  {
    id: "stream/post-description-acts",
    weight: 0.9,
    side: "against",
    where: "summary",
    says: "a POST whose description begins with making or changing something",
    fires: ({ operation }) => operation.method === "POST" && WRITES.test(plainStart(operation.description ?? "")),
  },
  {
    id: "stream/post-beside-get",
    weight: 0.5,
    side: "against",
    where: "method",
    says: "a GET reads what is at its path; a POST beside it adds to that",
    fires: (view) => view.operation.method === "POST" && view.isRead && !asksByPath(view),
  },
  {
    id: "stream/post-path-acts",
    weight: 0.7,
    side: "against",
    where: "path",
    says: "the path's last step changes something",
    fires: ({ operation, verbs, lastText }) =>
      operation.method === "POST" && (verbs.path?.kind === "acts" || lastText?.words.at(-1) === "return"),
  },
  {
    id: "stream/post-hands-out",
    weight: 0.6,
    side: "against",
    where: "summary",
    says: "a POST that downloads or exports counts, charges or makes something",
    fires: ({ operation, verbs }) =>
      operation.method === "POST" && /^(download|export)$/.test(verbs.summary?.word ?? verbs.heading?.word ?? ""),
  },
  {
    id: "stream/post-creates",
    weight: 0.85,
    side: "against",
    where: "answer",
    says: "it answers 201, 202 or 204: something was made or begun",
    fires: ({ operation }) =>
      operation.method === "POST" && operation.responses.some(({ status }) => /^20[124]$/.test(status)),
  },
  {
    id: "stream/post-writes-what-get-reads",
    weight: 0.6,
    side: "against",
    where: "method",
    says: "a POST that doesn't say that it reads",
    fires: ({ operation, verbs }) =>
      operation.method === "POST" && verbs.summary?.kind !== "reads" && verbs.path?.kind !== "reads",
  },
  {
    id: "stream/checks",
    weight: 0.6,
    side: "against",
    where: "summary",
    says: "it only tells whether something is so",
    fires: ({ operation }) =>
      /^\W*(checks?|tests?|tells?|determines?|returns?|verif(y|ies)) (if|whether)\b/i.test(
        operation.summary ?? operation.description ?? "",
      ),
  },
  {
    id: "stream/about-the-api",
    weight: 0.8,
    side: "against",
    where: "path",
    says: "it tells about the API itself, not about what the API is for",
    fires: (view) => isAboutTheApi(view),
  },
  {
    id: "stream/gives-credentials",
    weight: 0.8,
    side: "against",
    where: "path",
    says: "it is a step of proving who asks",
    fires: (view) => isCredentialStep(view),
  },
  {
    id: "stream/makes-credentials",
    weight: 0.8,
    side: "against",
    where: "summary",
    says: "it makes a new token, key or code for who asks",
    fires: ({ operation }) => {
      const start = plainStart(operation.summary ?? operation.description ?? "");
      return MAKES_CREDENTIALS.test(start) || (operation.method === "POST" && GETS_TOKEN.test(start));
    },
  },
  {
    id: "stream/one-value",
    weight: 0.6,
    side: "against",
    where: "answer",
    says: "it answers with a single value, not with records",
    fires: (view) => answersOneValue(view),
  },
  {
    id: "stream/about-another-answer",
    weight: 0.8,
    side: "against",
    where: "path",
    says: "the path's last step asks for the references, the count or the bytes of what the step before gives",
    fires: ({ operation }) => /\/\$(ref|count|value|metadata|links)\/?$/i.test(operation.path),
  },
  {
    id: "stream/gives-a-file",
    weight: 0.8,
    side: "against",
    where: "answer",
    says: "it gives a file to download",
    fires: (view) => givesFile(view),
  },
  {
    id: "stream/never-ends",
    weight: 0.8,
    side: "against",
    where: "answer",
    says: "its answer is a stream of events that doesn't end",
    fires: (view) => neverEnds(view),
  },
];

/** Deeds that are things as well, where nothing follows that they are done to: `Login history`. */
const ALSO_NOUN = /^(log(in|out|off)|sign(in|up|out)|callback|redirect|reset|restore|refresh|purge|sync)$/;

const WRITES =
  /^(?:use )?(?:this (?:endpoint|method|operation|api|call|request) (?:to )?)?(?:creates?|adds?|updates?|deletes?|removes?|registers?|inserts?|replaces?) (?:an?|the|one|new|multiple|your)\b/i;

/** The first words, without marks of HTML and Markdown. */
function plainStart(text: string): string {
  return text
    .slice(0, 400)
    .replace(/<[^>]*>|[*_`#]/g, "")
    .trim();
}

const ASKING =
  /^_?(search|query|queries|find|lookup|list|filter|fetch|report|reports|aggregate|stats|statistics|analytics|get|retrieve|browse|scan|paged)$/;

/** Its last step, the last word after a dot, or the first word of `searchContacts`. */
function asksByPath({ lastText, endsInParam }: OperationView): boolean {
  if (!lastText || endsInParam) return false;
  const last = lastText.text.split(/[.:]/).at(-1) ?? "";
  if (ASKING.test(last.toLowerCase())) return true;
  const [first = "", ...more] = words(last);
  return more.length > 0 && verb(first)?.kind === "reads" && ASKING.test(first);
}

/** Names of operations begin with a verb; what is not known to read may do anything: `BacktrackCluster`. */
function readsByName([first = "", second = ""]: readonly string[]): boolean {
  const word = first === "batch" ? second : first;
  return verb(word)?.kind === "reads" || /^(estimate|test|preview|resolve|decode|is|has|select)$/.test(word);
}

function isDeedByPath({ lastText, verbs }: OperationView): boolean {
  if (!lastText || !verbs.path) return false;
  // After a dot stands the name of a method: `views.push`.
  if (lastText.text.includes(".") && verbs.path.kind === "acts") return true;
  if (!isDeed(verbs.path.word)) return false;
  if (lastText.words.join("") === verbs.path.word) return true;
  const last = lastText.words.at(-1) ?? "";
  return lastText.words.length === 1 || !isPlural(last);
}

const ABOUT = /^(check|api|server|service|system|validate|get|me|current|auth|utils?|tools?)$/;

/** `/health`, `/v1/status`, `/api/ping`, `/test/validate`: no resource before it. */
function isAboutTheApi(view: OperationView): boolean {
  const { segments, operation, answer } = view;
  const [first] = segments;
  if (isOnlyPreamble(operation.path) && !hasListParameters(view)) return true;
  // What is given in pages are records: the versions of a project, not of the software.
  if (SELF_STEP.test(segments.at(-1)?.words.join("_") ?? "") && !takesPages(view)) return true;
  if (operation.method !== "GET" || !first || first.kind !== "text" || segments.some((one) => one.kind === "param"))
    return false;
  const all = segments.every((segment) => segment.words.every((word) => isAboutItself(word) || ABOUT.test(word)));
  const named = segments.some((segment) => segment.words.some(isAboutItself));
  const list = answer.kind === "data" && answer.media.schema?.types.includes("array") === true;
  return all && named && !list;
}

/** Last steps that tell of the software that runs the API wherever they stand. */
const SELF_STEP =
  /^_?(ping|(lb_?)?heart_?beat|health(_?(check|checks|z|info))?|healthz|liveness|readiness|((software|server|api|app|service|system)_?)?version(_?info)?)_?$/;

/** `/api/v1` lists what can be asked. */
function isOnlyPreamble(path: string): boolean {
  const steps = pathSegments(path);
  return steps.length > 0 && steps.every(isPreamble);
}

const CREDENTIALS =
  /^(oauth2?|token|access_?token|auth|authorize|authorization|authentication|login|sso|saml|openid|jwks?|well_known|csrf|session_?token|request_?token)$/;

/** `Generate a new access token`, `This endpoint can be used to generate an RSA key pair`. */
const MAKES_CREDENTIALS =
  /^\W*(this \w+ (can be |is )?used to )?(generates?|issues?)\s([\w-]+\s){0,4}?(tokens?|api[- ]?keys?|key pairs?|otps?|nonces?|secrets?|qr codes?|passcodes?|one[- ]time \w+)\b/i;

/** `Get access token`, of a POST: one that is read has been made before. */
const GETS_TOKEN =
  /^\W*(gets?|obtains?|fetch(es)?|retrieves?|requests?)\s((an?|the|your|new)\s)*(api|access|bearer|refresh|session|auth\w*|oauth2?|jwt|login|id)[ -]token\b/i;

/** `/oauth/token`, `/auth/login`, `/.well-known/…`: all of the path is about tokens. */
function isCredentialStep({ segments }: OperationView): boolean {
  const texts = segments
    .filter((segment) => segment.kind === "text")
    .flatMap(({ text }) => text.split(".").map((part) => words(part).join("_")));
  if (texts.length === 0 || segments.some((segment) => segment.kind === "param")) return false;
  return /^(oauth2?|well_known|saml|openid)$/.test(texts[0] ?? "") || texts.every((text) => CREDENTIALS.test(text));
}

function hasShape({ answer }: OperationView): boolean {
  const schema = answer.kind === "data" ? answer.media.schema : undefined;
  return schema !== undefined && (schema.types.includes("array") || schema.properties.size > 0);
}

function answersOneValue({ answer }: OperationView): boolean {
  if (answer.kind !== "data" || answer.media.examples.some(({ value }) => typeof value === "object")) return false;
  const schema = answer.media.schema;
  return schema !== undefined && isValue(schema) && schema.examples.every((example) => typeof example !== "object");
}

/** A text is no proof: sloppy documents call any JSON a string. */
function isValue(schema: SchemaView): boolean {
  const types = schema.types.filter((type) => type !== "null");
  return types.length > 0 && types.every((type) => /^(boolean|integer|number)$/.test(type));
}

const FILE_STEP =
  /^(download|content|contents|raw|pdf|image|picture|photo|thumbnail|logo|icon|avatar|zip|csv|archive|export)$/;
const FILE_WORDS = /\b(binary|file content|raw content|as an? (pdf|csv|zip|image)|byte content|download link)\b/i;

/** `/media-files/{code}/download` without a body that is described. */
function givesFile(view: OperationView): boolean {
  const { answer, lastText, verbs, operation } = view;
  const root = answer.kind === "data" ? answer.media.schema?.types : undefined;
  if (lastText?.words.at(-1) === "download" && !root?.includes("array")) return true;
  if (answer.kind === "data" && (hasShape(view) || answer.media.examples.length > 0)) return false;
  if (FILE_STEP.test(lastText?.words.join("_") ?? "")) return true;
  const said = `${operation.summary ?? ""} ${operation.description ?? ""} ${(answer.kind !== "nothing" && answer.response?.description) || ""}`;
  return verbs.summary?.word === "download" || FILE_WORDS.test(said);
}

function neverEnds({ answer, operation, lastText, verbs }: OperationView): boolean {
  const types = answer.kind === "data" ? answer.response.content.map((media) => media.mediaType) : [];
  if (types.includes("text/event-stream") && types.length === 1) return true;
  const said = `${operation.summary ?? ""} ${operation.description ?? ""}`;
  return (
    verbs.path === undefined &&
    lastText?.words.at(-1) === "stream" &&
    /\b(streams|real-?time|persistent|firehose)\b/i.test(said)
  );
}
