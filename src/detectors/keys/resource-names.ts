import type { ListedStream } from "../../evidence/listed-stream.ts";
import { pathSegments } from "../streams/path-shape.ts";
import { singular, words } from "../streams/words.ts";

/** Steps at the end of a path that say how records are read, not what they are: `/coupons/search`. */
const READING = new Set(
  "search list all query find lookup index browse latest recent current me self count export report reports info details detail items results data".split(
    " ",
  ),
);

/** What the records of a stream may be called, in the singular, without separators: the whole name and its tails. */
export function resourceNames(stream: ListedStream): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (text: string | undefined) => {
    const parts = words(text ?? "").map(singular);
    for (let from = 0; from < parts.length; from++) names.add(parts.slice(from).join(""));
    if (parts.length > 1) names.add(parts.join(""));
  };
  add(stream.name);
  add(resourceSegment(stream.operation.path));
  add(lastName(stream.recordsPath));
  add(
    stream.record?.name?.replace(
      /(Response|Model|Dto|Schema|Resource|Object|Summary|Compact|Info|Data|Details?|Item|Output|Out|Base|Entity|Record|View|-?Interface)+$/i,
      "",
    ),
  );
  for (const word of READING) names.delete(singular(word));
  names.delete("");
  return names;
}

/** The path's last fixed step that names a thing. */
export function resourceSegment(path: string): string | undefined {
  const texts = pathSegments(path).filter(({ kind }) => kind === "text");
  const things = texts.filter(({ words: parts }) => !(parts.length === 1 && READING.has(parts[0] ?? "")));
  return (things.at(-1) ?? texts.at(-1))?.text;
}

function lastName(path: ListedStream["recordsPath"]): string | undefined {
  return path?.findLast((step) => step !== "*");
}
