import { candidate } from "../../evidence/confidence.ts";
import type { StreamInputs } from "../../evidence/detection.ts";
import type { Evidence, Finding } from "../../evidence/finding.ts";
import type { HttpFacts, ParameterFact } from "../../evidence/http-facts.ts";
import type { ListedStream } from "../../evidence/listed-stream.ts";
import type { Auth } from "../../model/auth.ts";
import type { Constant, InputLink } from "../../model/http.ts";
import type { Param } from "../../model/pagination.ts";
import { pathParams } from "../../model/path-template.ts";
import type { Setting } from "../../model/setting.ts";
import type { ParentLink } from "../../model/stream.ts";
import { isAskedHeader } from "../headers/detect-headers.ts";
import { pathSegments } from "../streams/path-shape.ts";
import { singular } from "../streams/words.ts";
import { inputSetting } from "./input-setting.ts";

/** Sent by what pages, filters by time or proves who asks: other detectors give these a value. */
const OTHERS =
  /^(\$?(page|limit|offset|cursor|top|skip|count|size|per_?page|page_?(size|number|token)|max_?results|start_?(after|at|index)?|next_?token|since|after|before)|api[_-]?key|access[_-]?token|token|authorization)$/i;

/** Values that a stream needs and no parent fills: from settings, or always the same. Streams without such have no finding. */
export function detectInputs(
  streams: readonly ListedStream[],
  _facts: HttpFacts,
  parents: readonly Finding<readonly ParentLink[]>[],
  auth: Auth | undefined = undefined,
): readonly Finding<StreamInputs>[] {
  const credentials = auth === undefined ? [] : sentAsKey(auth);
  const taken = namesOfCredentials(auth);
  const links = new Map(parents.map(({ stream, value }) => [stream, value]));
  return streams.flatMap((stream) => {
    const filled = new Set([
      ...credentials,
      ...(links.get(stream.name) ?? []).map(({ param }) => `${param.in} ${param.name}`.toLowerCase()),
    ]);
    return inputsOf(stream, filled, taken) ?? [];
  });
}

/** What proves who asks is sent by the authentication, also where operations list it among their parameters. */
function sentAsKey(auth: Auth): string[] {
  if (auth.kind === "all") return auth.of.flatMap(sentAsKey);
  return auth.kind === "api-key" ? [`${auth.in} ${auth.name}`.toLowerCase()] : [];
}

/** A client of the path is another than the one that asks; a user's name is mostly the same. */
function namesOfCredentials(auth: Auth | undefined): ReadonlySet<string> {
  const names = [...JSON.stringify(auth ?? null).matchAll(/\{([a-z][a-z0-9_]*)\}/g)].map(([, name = ""]) => name);
  return new Set(names.filter((name) => name !== "username"));
}

function inputsOf(
  stream: ListedStream,
  filled: ReadonlySet<string>,
  taken: ReadonlySet<string>,
): Finding<StreamInputs> | undefined {
  const open = needed(stream).filter((one) => !filled.has(`${one.in} ${one.name}`.toLowerCase()));
  if (open.length === 0) return undefined;
  const links: InputLink[] = [];
  const settings: Setting[] = [];
  const constants: Constant[] = [];
  const evidence: Evidence[] = [];
  for (const fact of open) {
    const constant = onlyValue(fact);
    evidence.push({
      signal: "inputs/needed",
      weight: 0.9,
      says: `${fact.name} must be given and no stream's records hold it`,
      at: fact.at,
    });
    if (constant !== undefined) {
      constants.push({ name: fact.name, value: constant });
      continue;
    }
    const setting = inputSetting(fact, stepBefore(stream, fact), taken);
    if (!settings.some(({ name }) => name === setting.name)) settings.push(setting);
    links.push({ param: { name: fact.name, in: fact.in as Param["in"] }, setting: setting.name });
  }
  return {
    about: "inputs",
    stream: stream.name,
    ...candidate<StreamInputs>({ links, settings, constants }, evidence),
    rivals: [],
  };
}

/** The path's placeholders, and what query and headers must have. */
function needed({ operation }: ListedStream): ParameterFact[] {
  const inPath = new Set(pathParams(operation.path));
  return operation.parameters.filter((one) => {
    if (one.in === "path") return inPath.has(one.name);
    if (one.in === "header") return isAskedHeader(one);
    return one.in === "query" && one.required && !OTHERS.test(one.name);
  });
}

/** A query parameter that must be there and has one possible value, or a value that the document itself gives. */
function onlyValue({ in: where, schema }: ParameterFact): string | undefined {
  if (where !== "query") return undefined;
  const values = schema.enum ?? [];
  const value = schema.default ?? (values.length === 1 ? values[0] : undefined);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : undefined;
}

/** The fixed step before a placeholder: `accounts` for `/accounts/{id}`. */
function stepBefore({ operation }: ListedStream, fact: ParameterFact): readonly string[] {
  if (fact.in !== "path") return [];
  const segments = pathSegments(operation.path);
  const at = segments.findIndex((segment) => segment.params.includes(fact.name));
  const before = segments.slice(0, at).findLast((segment) => segment.kind === "text");
  return (before?.words ?? []).map(singular);
}
