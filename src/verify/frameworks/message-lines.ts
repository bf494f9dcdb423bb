import type { Json } from "../../model/values.ts";

export type Message = Readonly<Record<string, Json>>;

/** Standard output, line by line: messages, and the lines that are none. */
export interface Lines {
  readonly messages: readonly Message[];
  readonly others: readonly string[];
}

export function messageLines(text: string): Lines {
  const messages: Message[] = [];
  const others: string[] = [];
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    const message = parseMessage(line);
    if (message) messages.push(message);
    else others.push(line);
  }
  return { messages, others };
}

function parseMessage(line: string): Message | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line) as Message;
  } catch {
    // A process that was killed may leave half a line.
    return undefined;
  }
}

/** The value at a path of keys, when all of them are there. */
export function at(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  let here: Json | undefined = value;
  for (const key of path) here = isObject(here) ? here[key] : undefined;
  return here;
}

export function isObject(value: Json | undefined): value is Message {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function textAt(value: Json | undefined, ...path: readonly string[]): string {
  const found = at(value, ...path);
  return typeof found === "string" ? found : "";
}

export function listAt(value: Json | undefined, ...path: readonly string[]): readonly Json[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}
