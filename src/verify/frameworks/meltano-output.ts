import type { Json } from "../../model/values.ts";
import type { StreamRecord } from "../framework.ts";
import type { JobResult } from "../job-runner.ts";
import type { RunFolder } from "./meltano-workspace.ts";
import { at, isObject, type Message, messageLines, textAt } from "./message-lines.ts";

const OUTPUT = "output";
const ENDING = ".jsonl";

/** What the loader wrote: a file a stream, in the order of the files' names. */
export async function loadedRecords(run: RunFolder): Promise<StreamRecord[]> {
  const records: StreamRecord[] = [];
  const files = (await run.list(OUTPUT)).filter((name) => name.endsWith(ENDING)).sort();
  for (const name of files) {
    const stream = name.slice(0, -ENDING.length);
    const { messages } = messageLines(await run.read(`${OUTPUT}/${name}`));
    records.push(...messages.map((record) => ({ stream, record })));
  }
  return records;
}

/** The tap's state as Meltano keeps it; undefined where it has none. */
export function stateOf({ stdout }: JobResult): Json | undefined {
  const line = messageLines(stdout).messages.find((message) => at(message, "singer_state") !== undefined);
  return line && at(line, "singer_state");
}

/** The lines of a `.env`: in single quotes nothing but the quote and the backslash means anything. */
export function variables(plugin: string, config: Readonly<Record<string, Json>>): string {
  return Object.entries(config)
    .map(([name, value]) => {
      const text = typeof value === "string" ? value : JSON.stringify(value);
      const quoted = text.replaceAll("\\", "\\\\").replaceAll("'", "\\'");
      return `${`${plugin}_${name}`.toUpperCase().replaceAll("-", "_")}='${quoted}'\n`;
    })
    .join("");
}

const LEVELS = new Set(["error", "critical"]);

/** What the tap told comes first: Meltano says only that it failed. */
export function meltanoErrors(logs: readonly Message[], others: readonly string[]): string[] {
  const told = logs.filter((log) => LEVELS.has(textAt(log, "level")));
  const texts = told.map((log) =>
    [textAt(log, "event"), textAt(log, "message"), pluginException(log)].filter((text) => text !== "").join(": "),
  );
  const own = others.filter((line) => /\berror\b|invalid|failed/i.test(line));
  const isGeneral = (text: string) =>
    /^(?:Extractor failed|Block run completed|Plugin configuration is invalid)/.test(text);
  return [...texts.filter((text) => !isGeneral(text)), ...texts.filter(isGeneral), ...own];
}

function pluginException(log: Message): string {
  const exception = at(log, "exception");
  return isObject(exception) ? textAt(exception, "message") : textAt(log, "plugin_exc_message");
}
