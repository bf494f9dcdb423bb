import { EVENT_ID, type Event, getScalarValue, parseEvents } from "js-yaml";

/**
 * Finds the line (from 1) on which a JSON pointer's value begins, in one JSON or YAML text; that of the nearest place
 * above it where the text has no such place. A pointer of the form `line 12` is that line. `undefined`: the text can't
 * be read.
 */
export function createLineFinder(text: string): (pointer: string) => number | undefined {
  let read: { readonly events: readonly Event[] | undefined } | undefined;
  return (pointer) => {
    const stated = /^line (\d+)$/.exec(pointer)?.[1];
    if (stated !== undefined) return Number(stated);
    read ??= { events: eventsOf(text) };
    return read.events && lineOf(pointer, { text, events: read.events });
  };
}

function lineOf(pointer: string, source: Source): number {
  let found: Found = { node: 1, position: 0 };
  for (const part of pointer.split("/").slice(1)) {
    const next = memberOf(found.node, part.replaceAll("~1", "/").replaceAll("~0", "~"), source);
    if (!next) break;
    found = next;
  }
  return source.text.slice(0, found.position).split("\n").length;
}

interface Source {
  readonly text: string;
  readonly events: readonly Event[];
}

/** A value's event, and where its key or itself begins in the text. */
interface Found {
  readonly node: number;
  readonly position: number;
}

/** JSON is YAML too. Tabs become spaces, which moves nothing to another line. */
function eventsOf(text: string): readonly Event[] | undefined {
  try {
    return parseEvents(text.replaceAll("\t", " "), { maxDepth: 1000 });
  } catch {
    return undefined;
  }
}

function memberOf(node: number, name: string, source: Source): Found | undefined {
  const isMapping = source.events[node]?.type === EVENT_ID.MAPPING;
  if (!isMapping && source.events[node]?.type !== EVENT_ID.SEQUENCE) return undefined;
  let index = 0;
  for (let at = node + 1; source.events[at] && source.events[at]?.type !== EVENT_ID.POP; index++) {
    const value = isMapping ? behind(at, source.events) : at;
    const key = isMapping ? scalarText(at, source) : String(index);
    if (key === name) return { node: value, position: startOf(source.events[at]) };
    at = behind(value, source.events);
  }
  return undefined;
}

/** The event that follows the whole value that begins here. */
function behind(start: number, events: readonly Event[]): number {
  let depth = 0;
  for (let at = start; at < events.length; at++) {
    const type = events[at]?.type;
    if (type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE) depth++;
    else if (type === EVENT_ID.POP) depth--;
    if (depth === 0) return at + 1;
  }
  return events.length;
}

function scalarText(at: number, { text, events }: Source): string | undefined {
  const event = events[at];
  return event?.type === EVENT_ID.SCALAR ? getScalarValue(text, event) : undefined;
}

function startOf(event: Event | undefined): number {
  switch (event?.type) {
    case EVENT_ID.SCALAR:
      return event.valueStart;
    case EVENT_ID.MAPPING:
    case EVENT_ID.SEQUENCE:
      return event.start;
    case EVENT_ID.ALIAS:
      return event.anchorStart;
    default:
      return 0;
  }
}
