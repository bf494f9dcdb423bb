import type { ConnectorModel } from "./connector-model.ts";
import { accessProblems } from "./invariants-access.ts";
import { authProblems } from "./invariants-auth.ts";
import { type ModelProblem, urlProblems } from "./invariants-problem.ts";
import { START_SETTING } from "./setting.ts";
import type { ParentLink, Stream } from "./stream.ts";
import type { FieldPath, JsonSchema } from "./values.ts";

/** Everything that makes a model contradict itself; targets and the simulator may rely on an empty list. */
export function modelProblems(model: ConnectorModel): readonly ModelProblem[] {
  const held = known.get(model) ?? findProblems(model);
  known.set(model, held);
  return held;
}

/** Kept for as long as the model is: each step of a build looks at them. */
const known = new WeakMap<ConnectorModel, readonly ModelProblem[]>();

function findProblems(model: ConnectorModel): readonly ModelProblem[] {
  const places = new Map<string, number>();
  for (const [index, { name }] of model.streams.entries()) if (!places.has(name)) places.set(name, index);
  return [
    ...nameProblems(model),
    ...settingProblems(model),
    ...sourceProblems(model),
    ...model.streams.flatMap((stream, own) => streamProblems(model, stream, { own, places })),
  ];
}

function nameProblems({ name, streams, settings }: ConnectorModel): ModelProblem[] {
  const problems: ModelProblem[] = [];
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) problems.push({ path: "name", problem: `"${name}" isn't kebab-case` });
  const check = (path: string, names: readonly string[], snake: RegExp) => {
    const seen = new Set<string>();
    for (const one of names) {
      if (!snake.test(one)) problems.push({ path: `${path}.${one}`, problem: `"${one}" isn't snake_case` });
      if (seen.has(one)) problems.push({ path: `${path}.${one}`, problem: `"${one}" is there twice` });
      seen.add(one);
    }
  };
  check(
    "streams",
    streams.map((stream) => stream.name),
    /^[a-z0-9]+(_[a-z0-9]+)*$/,
  );
  check(
    "settings",
    settings.map((setting) => setting.name),
    /^[a-z][a-z0-9_]*$/,
  );
  return problems;
}

function settingProblems({ settings, streams }: ConnectorModel): ModelProblem[] {
  const problems: ModelProblem[] = [];
  // Streams that aren't built ask for nothing.
  if (
    streams.some((stream) => stream.selected && stream.incremental) &&
    !settings.some(({ name }) => name === START_SETTING)
  )
    problems.push({ path: "settings", problem: `a stream is incremental, and there is no setting "${START_SETTING}"` });
  for (const { name, default: preset, values, secret } of settings) {
    const path = `settings.${name}`;
    if (secret && preset !== undefined && preset !== "") problems.push({ path, problem: "a secret has a default" });
    if (values && preset !== undefined && !values.includes(String(preset)))
      problems.push({ path, problem: `the default "${String(preset)}" isn't one of the allowed values` });
  }
  return problems;
}

function sourceProblems({ source, settings }: ConnectorModel): ModelProblem[] {
  if (source.kind === "database") return [];
  if (source.kind === "file")
    return source.location === "" ? [{ path: "source.location", problem: "it is empty" }] : [];
  const problems = authProblems("source.auth", source.auth, settings);
  problems.push(...urlProblems("source.baseUrl", source.baseUrl, settings));
  if (!(source.concurrency.max >= 1)) problems.push({ path: "source.concurrency.max", problem: "it is less than 1" });
  for (const [index, quota] of (source.rateLimit?.quotas ?? []).entries()) {
    if (!(quota.requests > 0 && quota.seconds > 0))
      problems.push({ path: `source.rateLimit.quotas.${index}`, problem: "a quota of nothing" });
  }
  return problems;
}

const KINDS = { http: ["http"], database: ["table", "procedure"], file: ["file"] } as const;

interface Order {
  /** The stream's own place among the streams. */
  readonly own: number;
  /** Of each stream by its name. */
  readonly places: ReadonlyMap<string, number>;
}

function streamProblems(model: ConnectorModel, stream: Stream, order: Order): ModelProblem[] {
  const path = `streams.${stream.name}`;
  const kinds: readonly string[] = KINDS[model.source.kind];
  const problems: ModelProblem[] = [];
  if (!kinds.includes(stream.access.kind))
    problems.push({
      path: `${path}.access`,
      problem: `the kind "${stream.access.kind}" doesn't go with a ${model.source.kind} source`,
    });
  problems.push(...fieldProblems(path, stream), ...parentProblems(stream, model, order));
  problems.push(...accessProblems(path, stream, model.settings));
  return problems;
}

function fieldProblems(path: string, { schema, primaryKey, incremental, lifted = [] }: Stream): ModelProblem[] {
  const problems: ModelProblem[] = [];
  for (const field of primaryKey) {
    if (!mayHold(schema, field))
      problems.push({ path: `${path}.primaryKey`, problem: `the schema has no ${field.join(".")}` });
  }
  const cursor = incremental?.cursorField;
  if (cursor && !mayHold(schema, cursor))
    problems.push({ path: `${path}.incremental.cursorField`, problem: `the schema has no ${cursor.join(".")}` });
  for (const [index, { field, recordField }] of lifted.entries()) {
    const lacks = [field, [recordField]].find((one) => !mayHold(schema, one));
    if (lacks) problems.push({ path: `${path}.lifted.${index}`, problem: `the schema has no ${lacks.join(".")}` });
    if (field.length < 2) problems.push({ path: `${path}.lifted.${index}`, problem: "it lies at the top already" });
  }
  return problems;
}

/** False where the schema lists its properties and this isn't one of them. */
function mayHold(schema: JsonSchema, field: FieldPath): boolean {
  const [name, ...rest] = field;
  if (name === undefined) return false;
  const options = [schema, ...(schema.anyOf ?? [])];
  if (!options.some((option) => option.properties)) return true;
  return options.some((option) => {
    const own = option.properties && Object.hasOwn(option.properties, name) ? option.properties[name] : undefined;
    return own !== undefined && (rest.length === 0 || mayHold(own, rest));
  });
}

function parentProblems(stream: Stream, model: ConnectorModel, { own, places }: Order): ModelProblem[] {
  const problem = (link: ParentLink): string | undefined => {
    const at = places.get(link.stream);
    const parent = at === undefined ? undefined : model.streams[at];
    if (at === undefined || !parent) return `there is no stream "${link.stream}"`;
    if (at === own) return "a stream is its own parent";
    if (at > own) return `the parent "${link.stream}" comes after its child`;
    return mayHold(parent.schema, link.field) ? undefined : `the parent's schema has no ${link.field.join(".")}`;
  };
  return stream.parents.flatMap((link, index) => {
    const found = problem(link);
    return found === undefined ? [] : [{ path: `streams.${stream.name}.parents.${index}`, problem: found }];
  });
}
