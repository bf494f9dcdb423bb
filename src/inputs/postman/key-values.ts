import { isRecord } from "../json-value.ts";
import { child, children, flag, type Node, text } from "../node.ts";

/** A named value of a collection: a header, a query parameter, a field of a form, a variable. */
export interface KeyValue {
  readonly key: string;
  /** As written; `undefined`: none, or null. */
  readonly value: string | undefined;
  readonly description: string | undefined;
  readonly disabled: boolean;
  /** `text`, `file`, `secret`, as written. */
  readonly type: string | undefined;
  readonly node: Node;
}

/** A list of pairs, an object of names and values, or lines of `Name: value`, as the generations of collections have it. */
export function readKeyValues(node: Node): readonly KeyValue[] {
  const { value } = node;
  if (typeof value === "string") return readLines(value, node);
  if (Array.isArray(value)) return children(node).flatMap((entry) => readPair(entry));
  if (!isRecord(value)) return [];
  return children(node).flatMap((entry) =>
    isRecord(entry.value) || Array.isArray(entry.value)
      ? []
      : [{ ...PLAIN, key: entry.key, value: text(entry.value), node: entry }],
  );
}

const PLAIN = { description: undefined, disabled: false, type: undefined } as const;

function readPair(node: Node): KeyValue[] {
  if (typeof node.value === "string") return [...readLines(node.value, node)];
  if (!isRecord(node.value)) return [];
  const key = text(node.value.key) ?? text(node.value.name) ?? text(node.value.id);
  if (key === undefined) return [];
  const given = node.value.value ?? node.value.default;
  return [
    {
      key: key.trim(),
      value: typeof given === "string" ? given : text(given),
      description: readDescription(child(node, "description")),
      disabled: flag(node.value.disabled) || node.value.enabled === false,
      type: text(node.value.type),
      node,
    },
  ];
}

function readLines(lines: string, node: Node): readonly KeyValue[] {
  return lines.split(/\r?\n/).flatMap((line) => {
    const [, key = "", value = ""] = /^(?:\/\/)?\s*([^:=\s][^:=]*?)\s*[:=]\s*(.*)$/.exec(line) ?? [];
    return key === "" ? [] : [{ ...PLAIN, key, value, disabled: line.startsWith("//"), node }];
  });
}

/** A text, or `{ content, type }`. */
export function readDescription(node: Node): string | undefined {
  return text(isRecord(node.value) ? node.value.content : node.value);
}
