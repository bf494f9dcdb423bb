import { load } from "js-yaml";
import type { ConnectorFile } from "../../model/connector-file.ts";

/**
 * The text of a merged `connector.yaml` in which streams that the user gave another name are called so by the children that
 * an analysis added, too.
 */
export function renamedParents(text: string, { base, ours }: { readonly base: string; readonly ours: string }): string {
  const names = new Set(streamsIn(text).map(({ name }) => name));
  const wanted = new Set(streamsIn(text).flatMap(({ parents }) => parents.map(({ stream }) => stream)));
  const missing = [...wanted].filter((name) => !names.has(name));
  if (missing.length === 0) return text;
  const mine = streamsIn(ours);
  return streamsIn(base)
    .filter(({ name }) => missing.includes(name))
    .reduce((held, { name, access }) => {
      const same = mine.find((one) => requestOf(one.access) === requestOf(access));
      return same ? held.replace(parentLines(name), (_, before: string) => before + same.name) : held;
    }, text);
}

function streamsIn(text: string): ConnectorFile["streams"] {
  return (load(text) as ConnectorFile).streams;
}

function requestOf(access: ConnectorFile["streams"][number]["access"]): string {
  return access.kind === "http" ? `${access.method} ${access.path}` : JSON.stringify(access);
}

/** Whatever the name is: names are letters, digits and underscores. */
function parentLines(name: string): RegExp {
  return new RegExp(`(\\bstream: )${name.replaceAll(/\W/g, "\\$&")}(?=\\s*[,}\\n])`, "g");
}
