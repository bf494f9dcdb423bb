import {
  CORE_SCHEMA,
  defineMappingTag,
  defineScalarTag,
  defineSequenceTag,
  load,
  loadAll,
  mergeTag,
  YAMLException,
} from "js-yaml";
import type { Collector } from "../diagnostics/collector.ts";
import { Failure } from "../diagnostics/failure.ts";
import { mendYaml } from "./mend-yaml.ts";
import type { Unparsed } from "./unparsed.ts";

/** Tags that only some programs know (`!Ref`, `!!binary`) are passed over; what they mark is read as it stands. */
const foreignTags = ["!", "tag:"].flatMap((prefix) => [
  defineScalarTag(prefix, { matchByTagPrefix: true, resolve: (source) => source, identify: () => false }),
  defineSequenceTag<unknown[]>(prefix, {
    matchByTagPrefix: true,
    create: () => [],
    addItem: (items, item) => void items.push(item),
    identify: () => false,
  }),
  defineMappingTag<Record<string, unknown>>(prefix, {
    matchByTagPrefix: true,
    create: () => ({}),
    addPair: (object, key, value) => {
      Object.defineProperty(object, String(key), { value, enumerable: true, configurable: true, writable: true });
      return "";
    },
    has: (object, key) => Object.hasOwn(object, String(key)),
    keys: Object.keys,
    get: (object, key) => object[String(key)],
    identify: () => false,
  }),
]);

const schema = CORE_SCHEMA.withTags(mergeTag, foreignTags);

/** How the text is read at the next try; each mending that helped is reported. */
interface Try {
  readonly text: string;
  readonly duplicates: boolean;
  readonly several: boolean;
}

/** A small text may have many faults; a large one isn't parsed again and again. */
const MAX_TRIES = 100;
const MAX_CHARACTERS = 100_000_000;

/** YAML as plain values. Errors: a `Failure` with the line. */
export function parseYaml({ name, origin, text }: Unparsed, collector: Collector): unknown {
  let next: Try = { text, duplicates: false, several: false };
  const maxTries = Math.min(MAX_TRIES, MAX_CHARACTERS / text.length);
  for (let tries = 0; ; tries++) {
    try {
      return read(next);
    } catch (cause) {
      const mended = tries < maxTries ? mend(next, cause, { name, collector }) : undefined;
      if (!mended) throw new Failure("unusable", describe(origin, cause, next.text), { cause });
      next = mended;
    }
  }
}

function read({ text, duplicates, several }: Try): unknown {
  const options = { schema, json: duplicates, maxDepth: 1000 };
  return several ? loadAll(text, options)[0] : load(text, options);
}

interface Reporting {
  readonly name: string;
  readonly collector: Collector;
}

function mend(tried: Try, cause: unknown, { name, collector }: Reporting): Try | undefined {
  if (!(cause instanceof YAMLException)) return undefined;
  const line = (cause.mark?.line ?? 0) + 1;
  const at = { document: name, pointer: `line ${line}` };
  if (!tried.duplicates && cause.reason.includes("duplicated mapping key")) {
    const key = (tried.text.split("\n")[line - 1] ?? "").trim().replace(/:.*$/, "");
    collector.report("input/duplicate-key", { key }, at);
    return { ...tried, duplicates: true };
  }
  if (!tried.several && cause.reason.includes("single document")) {
    collector.report("input/several-in-one-file", {}, at);
    return { ...tried, several: true };
  }
  const mended = mendYaml(tried.text, { reason: cause.reason, line });
  if (!mended) return undefined;
  collector.report(mended.code, {}, at);
  return { ...tried, text: mended.text };
}

function describe(origin: string, cause: unknown, text: string): string {
  if (!(cause instanceof YAMLException)) return `${origin} can't be read: it is nested too deeply`;
  const line = (cause.mark?.line ?? 0) + 1;
  const atEnd = (cause.mark?.position ?? 0) >= text.trimEnd().length;
  return `${origin} is broken YAML: ${atEnd ? "it ends in the middle" : cause.reason} (line ${line})`;
}
