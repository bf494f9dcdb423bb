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
import type { Unparsed } from "./parse-text.ts";

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
  readonly tabs: boolean;
  readonly several: boolean;
}

/** YAML as plain values. Errors: a `Failure` with the line. */
export function parseYaml({ name, origin, text }: Unparsed, collector: Collector): unknown {
  let next: Try = { text, duplicates: false, tabs: false, several: false };
  for (;;) {
    try {
      return read(next);
    } catch (cause) {
      const mended = mend(next, cause, { name, collector });
      if (!mended) throw new Failure("unusable", describe(origin, cause, text), { cause });
      next = mended;
    }
  }
}

function read({ text, duplicates, several }: Try): unknown {
  const options = { schema, json: duplicates, maxDepth: 1000 };
  return several ? loadAll(text, options)[0] : load(text, options);
}

function mend(
  tried: Try,
  cause: unknown,
  { name, collector }: { name: string; collector: Collector },
): Try | undefined {
  if (!(cause instanceof YAMLException)) return undefined;
  const at = { document: name, pointer: `line ${lineOf(cause)}` };
  if (!tried.duplicates && cause.reason.includes("duplicated mapping key")) {
    const key = (tried.text.split("\n")[lineOf(cause) - 1] ?? "").trim().replace(/:.*$/, "");
    collector.report("input/duplicate-key", { key }, at);
    return { ...tried, duplicates: true };
  }
  if (!tried.tabs && tried.text.includes("\t") && /\btabs?\b|indentation/.test(cause.reason)) {
    collector.report("input/tabs", {}, at);
    const text = tried.text.replace(/^[ \t]+/gm, (indent) => indent.replaceAll("\t", "  "));
    return { ...tried, text, tabs: true };
  }
  if (!tried.several && cause.reason.includes("single document")) {
    collector.report("input/several-in-one-file", {}, { document: name, pointer: "" });
    return { ...tried, several: true };
  }
  return undefined;
}

function lineOf(cause: YAMLException): number {
  return (cause.mark?.line ?? 0) + 1;
}

function describe(origin: string, cause: unknown, text: string): string {
  if (!(cause instanceof YAMLException)) return `${origin} can't be read: it is nested too deeply`;
  const line = lineOf(cause);
  const atEnd = (cause.mark?.position ?? 0) >= text.trimEnd().length;
  return `${origin} is broken YAML: ${atEnd ? "it ends in the middle" : cause.reason} (line ${line})`;
}
