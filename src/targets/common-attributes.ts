import { code } from "../printing/code.ts";
import type { AttributePlan } from "./attributes.ts";
import { call, type Expression, path, plain } from "./expression.ts";

interface Shareable {
  readonly name: string;
  /** What says that a stream has none of it. */
  readonly none: Expression;
  readonly type: Expression;
  /** The attributes before which it stands. */
  readonly before: readonly string[];
}

const BELOW = ["parent_stream_type", "parents", "errors"];
const SHAREABLE: readonly Shareable[] = [
  {
    name: "records_path",
    none: path([]),
    type: plain(code("t.ClassVar[tuple[str, ...]]")),
    before: ["lifted", "primary_key", "primary_keys", "replication_key", "cursor_field", "pagination", ...BELOW],
  },
  {
    name: "pagination",
    none: call("SinglePage"),
    type: { code: code("t.ClassVar[Pagination]"), names: ["Pagination"] },
    before: BELOW,
  },
];
const FEWEST = 3;

interface Attributed {
  readonly attributes: readonly AttributePlan[];
}

/** What most streams of a source have alike is said once, for all of them; the others say what they have instead. */
export function withCommon<Stream extends Attributed>(
  streams: readonly Stream[],
): {
  readonly common: readonly AttributePlan[];
  readonly streams: readonly Stream[];
} {
  const found = SHAREABLE.flatMap((shareable) => {
    const value = commonest(shareable.name, streams);
    return value ? [{ shareable, value }] : [];
  });
  return {
    common: found.map(({ shareable, value }) => ({ ...value, type: shareable.type })),
    streams: streams.map((stream) => ({
      ...stream,
      attributes: found.reduce(
        (attributes, { shareable, value }) => unlike(attributes, value, shareable),
        stream.attributes,
      ),
    })),
  };
}

const textOf = ({ value, comment }: AttributePlan): string => `${value.code.text} ${comment ?? ""}`;

/** An attribute that more than half of the streams have, and at least three. */
function commonest(name: string, streams: readonly Attributed[]): AttributePlan | undefined {
  const given = streams.flatMap(({ attributes }) => attributes.filter((attribute) => attribute.name === name));
  const alike = [...Map.groupBy(given, textOf).values()].find((group) => group.length * 2 > streams.length);
  const [first] = alike ?? [];
  // What isn't known is said where it isn't known.
  const known = !first?.value.names.includes("UnknownPages");
  return alike && alike.length >= FEWEST && known ? first : undefined;
}

/** A stream's attributes where all have this one: without it, or with its own. */
function unlike(
  attributes: readonly AttributePlan[],
  common: AttributePlan,
  { none, before }: Shareable,
): readonly AttributePlan[] {
  const own = attributes.find(({ name }) => name === common.name);
  if (own) return textOf(own) === textOf(common) ? attributes.filter((attribute) => attribute !== own) : attributes;
  const place = attributes.findIndex(({ name }) => before.includes(name));
  return attributes.toSpliced(place < 0 ? attributes.length : place, 0, {
    name: common.name,
    value: none,
    comment: undefined,
  });
}
