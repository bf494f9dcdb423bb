import type { StreamInputs } from "../../evidence/detection.ts";
import type { OperationFact } from "../../evidence/http-facts.ts";
import type { HttpAccess, InputLink } from "../../model/http.ts";
import type { Incremental } from "../../model/incremental.ts";
import type { Param } from "../../model/pagination.ts";
import { pathParams } from "../../model/path-template.ts";
import type { Setting } from "../../model/setting.ts";
import type { Stream } from "../../model/stream.ts";
import type { JsonSchema, Note } from "../../model/values.ts";
import type { MadeStream } from "../assemble-model.ts";
import { noteOf } from "../notes.ts";
import { withParents } from "../parent-fields.ts";
import { credentialSettings } from "../settings.ts";
import { pagingParams } from "./paging-params.ts";
import type { StreamDecisions } from "./stream-decisions.ts";

/** One stream of an HTTP source as the model holds it, with the settings that its parameters need. */
export function httpStream(decisions: StreamDecisions, schema: JsonSchema): MadeStream {
  const { listed } = decisions;
  const inputs = withoutTaken(decisions);
  const leftover = unfilledParams(listed.operation.path, [...takenParams(decisions), ...inputs.links]);
  const description = listed.operation.description ?? listed.operation.summary;
  const found: Stream = {
    name: listed.name,
    ...(listed.operation.summary === undefined ? {} : { title: listed.operation.summary }),
    ...(description === undefined ? {} : { description }),
    schema,
    primaryKey: decisions.primaryKey.value,
    access: access(decisions, inputs, leftover),
    ...(decisions.incremental.value === null ? {} : { incremental: decisions.incremental.value }),
    parents: decisions.parents.finding?.value ?? [],
    selected: decisions.selected.value,
    ...notes(decisions),
  };
  return {
    stream: withParents(found, decisions.parents.value),
    settings: [
      ...(decisions.baseUrl?.settings ?? []),
      ...credentialSettings(decisions.auth?.[0], []),
      ...inputs.settings,
      ...leftover.map(({ setting }) => setting),
    ],
  };
}

function access(decisions: StreamDecisions, inputs: StreamInputs, leftover: readonly Leftover[]): HttpAccess {
  const { operation } = decisions.listed;
  return {
    kind: "http",
    method: operation.method === "POST" ? "POST" : "GET",
    path: operation.path,
    query: [...inputs.constants, ...(decisions.incremental.value?.request?.constants ?? [])],
    headers: decisions.headers,
    ...(operation.method === "POST" ? { body: { encoding: encodingOf(operation), value: {} } } : {}),
    inputs: [...inputs.links, ...leftover.map(({ link }) => link)],
    recordsPath: decisions.records.value ?? [],
    pagination: decisions.pagination.value,
    ...(decisions.errors === undefined ? {} : { errors: decisions.errors }),
    ...(decisions.auth === undefined ? {} : { auth: decisions.auth }),
    ...(decisions.baseUrl === undefined ? {} : { baseUrl: decisions.baseUrl.url }),
  };
}

/** As the document says; JSON where it says nothing. */
function encodingOf({ body }: OperationFact): "json" | "form" {
  const types = body?.content.map(({ mediaType }) => mediaType) ?? [];
  const form = types.includes("application/x-www-form-urlencoded");
  return form && !types.some((type) => /json/.test(type)) ? "form" : "json";
}

/** Parameters that paging, the cursor's filter and parents set: each has one value. */
function takenParams({ pagination, incremental, parents }: StreamDecisions): { readonly param: Param }[] {
  return [
    ...parents.value,
    ...pagingParams(pagination.value).map((param) => ({ param })),
    ...filterParams(incremental.value),
  ];
}

function filterParams(incremental: Incremental | null): { readonly param: Param }[] {
  const request = incremental?.request;
  if (!request) return [];
  const constants = (request.constants ?? []).map(({ name }): Param => ({ name, in: "query" }));
  return [request, ...(request.until ? [request.until] : []), ...constants].map((param) => ({ param }));
}

function withoutTaken(decisions: StreamDecisions): StreamInputs {
  const taken = new Set(takenParams(decisions).map(({ param }) => placeOf(param)));
  const links = decisions.inputs.links.filter(({ param }) => !taken.has(placeOf(param)));
  const needed = new Set(links.map(({ setting }) => setting));
  return {
    links,
    settings: decisions.inputs.settings.filter(({ name }) => needed.has(name)),
    constants: decisions.inputs.constants.filter(({ name }) => !taken.has(`query ${name}`)),
  };
}

function placeOf({ name, in: place }: Param): string {
  return `${place} ${name}`;
}

interface Leftover {
  readonly link: InputLink;
  readonly setting: Setting;
}

/** No placeholder is ever sent: what neither a parent nor an input fills becomes a setting that must be given. */
function unfilledParams(path: string, set: readonly { readonly param: Param }[]): Leftover[] {
  const filled = new Set(set.filter(({ param }) => param.in === "path").map(({ param }) => param.name));
  return [...new Set(pathParams(path))]
    .filter((name) => !filled.has(name))
    .map((name) => {
      const param: Param = { name, in: "path" };
      const setting = settingName(name);
      return {
        link: { param, setting },
        setting: { name: setting, title: name, type: "string", secret: false, required: true, purpose: "input" },
      };
    });
}

function settingName(param: string): string {
  const snake = param
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  return /^[a-z]/.test(snake) ? snake : `input_${snake}`;
}

function notes(decisions: StreamDecisions): { notes?: readonly Note[] } {
  const all = [
    ...noteOf("records", decisions.records),
    ...noteOf("pagination", decisions.pagination),
    ...(decisions.primaryKey.value.length > 0 || decisions.primaryKey.open
      ? noteOf("primary-key", decisions.primaryKey)
      : []),
    ...(decisions.incremental.value === null ? [] : noteOf("incremental", decisions.incremental)),
    ...(decisions.parents.value.length === 0 ? [] : noteOf("parents", decisions.parents)),
  ];
  return all.length === 0 ? {} : { notes: all };
}
