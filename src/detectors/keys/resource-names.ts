import type { ListedStream } from "../../evidence/listed-stream.ts";
import { remembered, rememberedOf } from "../remembered.ts";
import { pathSegments } from "../streams/path-shape.ts";
import { singular, words } from "../streams/words.ts";

/** Steps at the end of a path that say how records are read, not what they are: `/coupons/search`. */
const READING = new Set(
  "search list all query find lookup index browse latest recent current me self count export report reports info details detail items results data".split(
    " ",
  ),
);

const NO_NAMES: readonly string[] = ["", ...[...READING].map(singular)];

/** What the records of a stream may be called, in the singular, without separators: the whole name and its tails. */
export const resourceNames: (stream: ListedStream) => ReadonlySet<string> = rememberedOf((stream) => {
  const texts = [
    stream.name,
    resourceSegment(stream.operation.path),
    stream.recordsPath?.findLast((step) => step !== "*"),
    kindOf(stream.record?.name ?? ""),
  ];
  const names = new Set(texts.flatMap((text) => tailsOf(text ?? "")));
  for (const name of NO_NAMES) names.delete(name);
  return names;
});

/** `OrderLineItem` → orderlineitem, lineitem, item. */
const tailsOf: (text: string) => readonly string[] = remembered((text) => {
  const parts = words(text).map(singular);
  return parts.map((_, from) => parts.slice(from).join(""));
});

/** A schema's name without the words that say what it is to the program. */
const kindOf: (name: string) => string = remembered((name) =>
  name.replace(
    /(Response|Model|Dto|Schema|Resource|Object|Summary|Compact|Info|Data|Details?|Item|Output|Out|Base|Entity|Record|View|-?Interface)+$/i,
    "",
  ),
);

/** The path's last fixed step that names a thing. */
export const resourceSegment: (path: string) => string | undefined = remembered((path) => {
  const texts = pathSegments(path).filter(({ kind }) => kind === "text");
  const things = texts.filter(({ words: parts }) => !(parts.length === 1 && READING.has(parts[0] ?? "")));
  return (things.at(-1) ?? texts.at(-1))?.text;
});
