import type { HttpAccess } from "./http.ts";
import { authProblems } from "./invariants-auth.ts";
import { procedureProblems, tableProblems } from "./invariants-database.ts";
import { pagingProblems } from "./invariants-paging.ts";
import { type ModelProblem, urlProblems } from "./invariants-problem.ts";
import type { Param } from "./pagination.ts";
import { pathParams } from "./path-template.ts";
import type { Setting } from "./setting.ts";
import type { Stream } from "./stream.ts";

/** What is wrong with how a stream's records are read. */
export function accessProblems(path: string, stream: Stream, settings: readonly Setting[]): ModelProblem[] {
  const { access } = stream;
  const place = `${path}.access`;
  switch (access.kind) {
    case "http":
      return httpProblems(place, stream, access, settings);
    case "table":
      return tableProblems(place, access);
    case "procedure":
      return procedureProblems(place, stream, access);
    case "file":
      return access.glob === "" ? [{ path: `${place}.glob`, problem: "it is empty" }] : [];
  }
}

function httpProblems(path: string, stream: Stream, access: HttpAccess, settings: readonly Setting[]): ModelProblem[] {
  const problems: ModelProblem[] = [];
  const names = new Set(settings.map((setting) => setting.name));
  for (const { setting } of access.inputs) {
    if (!names.has(setting)) problems.push({ path: `${path}.inputs`, problem: `there is no setting "${setting}"` });
  }
  if (access.baseUrl !== undefined) problems.push(...urlProblems(`${path}.baseUrl`, access.baseUrl, settings));
  if (!access.path.startsWith("/")) problems.push({ path: `${path}.path`, problem: "it doesn't begin with a slash" });
  const stray = /[?#]/.exec(access.path)?.[0];
  if (stray !== undefined)
    problems.push({ path: `${path}.path`, problem: `what follows "${stray}" is no part of a path` });
  const params = allParams(stream, access);
  problems.push(...placeholderProblems(`${path}.path`, access.path, params));
  problems.push(...clashProblems(path, access, params));
  problems.push(...authProblems(`${path}.auth`, access.auth ?? [], settings));
  problems.push(...filterProblems(path.replace(/\.access$/, ".incremental.request"), stream));
  return [...problems, ...pagingProblems(`${path}.pagination`, access)];
}

/** All parameters that get a value while the connector runs. */
function allParams({ parents, incremental }: Stream, { inputs, pagination }: HttpAccess): Param[] {
  const params: (Param | undefined)[] = [
    ...parents.map((link) => link.param),
    ...inputs.map((input) => input.param),
    incremental?.request,
  ];
  const until = incremental?.request?.until;
  // One filter expression may hold both ends.
  if (until && !sameParam(until, incremental?.request)) params.push(until);
  if (pagination.kind !== "none") params.push(pagination.sizeParam);
  if (pagination.kind === "page-number") params.push(pagination.pageParam);
  if (pagination.kind === "offset") params.push(pagination.offsetParam);
  if (pagination.kind === "cursor") params.push(pagination.cursorParam);
  return params.filter((param) => param !== undefined);
}

function sameParam(one: Param, other: Param | undefined): boolean {
  return one.name === other?.name && one.in === other.in;
}

function placeholderProblems(path: string, template: string, params: readonly Param[]): ModelProblem[] {
  const placeholders = pathParams(template);
  const filling = params.filter((param) => param.in === "path").map((param) => param.name);
  if (placeholders.length === 0 && filling.length === 0) return [];
  const count = (name: string) => filling.filter((one) => one === name).length;
  return [
    ...placeholders.filter((name) => count(name) === 0).map((name) => ({ path, problem: `nothing fills {${name}}` })),
    ...placeholders.filter((name) => count(name) > 1).map((name) => ({ path, problem: `{${name}} is filled twice` })),
    ...filling
      .filter((name) => !placeholders.includes(name))
      .map((name) => ({ path, problem: `there is no {${name}} to fill` })),
  ];
}

function clashProblems(path: string, access: HttpAccess, params: readonly Param[]): ModelProblem[] {
  const constants = access.query.map(({ name }): Param => ({ name, in: "query" }));
  const all = [...constants, ...params].filter((param) => param.in !== "path");
  const twice = all.filter((param, index) => all.findIndex((other) => sameParam(other, param)) !== index);
  const problems = twice.map(({ name, in: place }) => ({
    path,
    problem: `the ${place} parameter "${name}" has two values`,
  }));
  const inBody = params.find((param) => param.in === "body");
  if (access.method === "GET" && (inBody || access.body))
    problems.push({
      path: `${path}.method`,
      problem: `a GET request has no body${inBody ? ` for "${inBody.name}"` : ""}`,
    });
  return problems;
}

function filterProblems(path: string, { incremental }: Stream): ModelProblem[] {
  const templates = [incremental?.request?.template, incremental?.request?.until?.template];
  return templates
    .filter((template) => template !== undefined && template.split("{value}").length !== 2)
    .map((template) => ({ path, problem: `the template "${template}" must hold {value} once` }));
}
