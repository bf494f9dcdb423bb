import { candidate } from "../../evidence/confidence.ts";
import type { Candidate } from "../../evidence/finding.ts";
import type { ListedStream } from "../../evidence/listed-stream.ts";
import { pathParams } from "../../model/path-template.ts";
import type { FieldPath } from "../../model/values.ts";
import { plainName } from "../pagination/plain-name.ts";
import { isSketched } from "../records/sketched-record.ts";
import { words } from "../streams/words.ts";
import { WITHIN_PARENT } from "./key-vocabulary.ts";
import type { KeyField } from "./record-fields.ts";
import type { Pick } from "./sibling-params.ts";
import type { WeighedField } from "./weighed-field.ts";

type Key = readonly FieldPath[];

export interface KeyContext {
  readonly stream: ListedStream;
  readonly fields: readonly KeyField[];
  /** The best single field first. */
  readonly weighed: readonly WeighedField[];
  readonly picks: readonly Pick[];
}

/** The ways in which several fields together identify a record. */
const WAYS: readonly ((context: KeyContext) => Candidate<Key>[])[] = [pickedWithinParent, besideParent, link, measured];

/** Keys of more than one field, for records whose best single field doesn't tell them apart alone. */
export function compositeKeys(context: KeyContext): Candidate<Key>[] {
  return WAYS.flatMap((way) => way(context));
}

const hasOwnKey = ({ weighed }: KeyContext): boolean =>
  weighed.some(({ field, confidence }) => confidence >= 0.5 && !WITHIN_PARENT.test(field.plain));

/** Another endpoint picks one record by its parent and by what is told apart only within it: `/groups/{group_id}/members/{email}`. */
function pickedWithinParent({ weighed, fields, picks }: KeyContext): Candidate<Key>[] {
  const best = weighed[0];
  if (!best || !WITHIN_PARENT.test(best.field.plain)) return [];
  return picks.flatMap((pick) => {
    if (pick.params.length < 2 || plainName(pick.parameter.name) !== best.field.plain) return [];
    const path = pick.params.map((name) => fields.find(({ plain }) => plain === plainName(name)));
    const parents = path.slice(0, -1).filter((field) => field !== undefined);
    if (parents.length === 0) return [];
    const says = `"${pick.operation}" picks one record by ${pick.params.map((name) => `"${name}"`).join(" and ")}`;
    const evidence = { signal: "key/picked-within-parent", weight: 0.92, says, at: pick.parameter.at };
    return [candidate<Key>([...parents.map(({ path: one }) => one), best.field.path], [evidence])];
  });
}

/** A record that repeats its parent's key beside the one field that bears the record's own name: `iso_country`, `phone_number`. */
function besideParent(context: KeyContext): Candidate<Key>[] {
  if (hasOwnKey(context) || !context.stream.many) return [];
  const { stream, fields } = context;
  const parents = fields.filter((field) => pathParams(stream.operation.path).some((param) => repeats(field, param)));
  const resource = plainName(stream.recordsPath?.findLast((step) => step !== "*") ?? stream.name);
  const own = fields.find(
    ({ plain, name }) => words(name).length > 1 && (resource.endsWith(plain) || resource.endsWith(`${plain}s`)),
  );
  if (!own || parents.length === 0 || parents.includes(own)) return [];
  const says = `the record bears the name of its field "${own.name}" and repeats its parent's key`;
  const evidence = { signal: "key/beside-parent", weight: 0.6, says, ...(own.schema ? { at: own.schema.at } : {}) };
  return [
    candidate<Key>(
      [...parents, own].map(({ path }) => path),
      [evidence],
    ),
  ];
}

/** `account_sid` for {AccountSid}, `iso_country` for {CountryCode}. */
function repeats(field: KeyField, param: string): boolean {
  if (field.plain === plainName(param)) return true;
  const [head] = words(param);
  return head !== undefined && head.length > 4 && words(field.name).at(-1) === head;
}

/** A record that only joins others has few fields beside their keys. */
const LINK_FIELDS = 6;

/** A record that only joins two others. */
function link(context: KeyContext): Candidate<Key>[] {
  const { fields, weighed } = context;
  if (weighed.some(({ confidence }) => confidence >= 0.45)) return [];
  const ids = fields.filter(
    ({ name }) => /^(id|uuid|gid|guid|sid)$/.test(words(name).at(-1) ?? "") && words(name).length > 1,
  );
  if (ids.length !== 2 || fields.length > LINK_FIELDS) return [];
  const says = `the record has no key of its own and names two others: ${ids.map(({ name }) => `"${name}"`).join(" and ")}`;
  const at = ids[0]?.schema?.at;
  return [
    candidate<Key>(
      ids.map(({ path }) => path),
      [{ signal: "key/link", weight: 0.55, says, ...(at ? { at } : {}) }],
    ),
  ];
}

const TIME =
  /^(date|day|week|month|year|hour|period|timestamp|datetime|time|start|startdate|starttime|startat|periodstart|from|end|enddate|endtime|endat|periodend|to)$/;
const END = /^(end|enddate|endtime|endat|periodend|to)$/;
/** With a kind beside it, where something comes from as often as a time. */
const FROM = /^from$/;
const DIMENSION =
  /^(category|type|kind|metric|event|country|region|currency|device|platform|channel|source|language|locale|name|unit)$/;

/** What is paid or owed: its currency tells how it is counted, not what is measured. */
const MONEY = /amount|amt$|total|balance|price|fee/;

/** A key of something: then the record is an event or a link, and no measurement. */
const NAMES_ANOTHER = /[a-z](_id|Id|ID|_key|Key)$/;

/** A measurement: told apart by its time and by what is measured. */
function measured(context: KeyContext): Candidate<Key>[] {
  const { stream, fields, weighed } = context;
  if (
    !stream.many ||
    !stream.record ||
    isSketched(stream.record) ||
    weighed.some(({ confidence }) => confidence >= 0.5)
  )
    return [];
  const times = fields.filter(({ plain }) => TIME.test(plain));
  const dimensions = dimensionsOf(fields);
  const bare = fields.length === times.length && times.length === 2;
  const starts = times.filter(({ plain }) => !END.test(plain) && (bare || !FROM.test(plain)));
  if (starts.length === 0 || !(bare || dimensions.length > 0)) return [];
  const parents = fields.filter((field) =>
    pathParams(stream.operation.path).some((param) => field.plain === plainName(param)),
  );
  const parts = [...new Set([...parents, ...dimensions, ...(bare ? times : starts.slice(0, 1))])];
  const others = fields.filter((field) => !parts.includes(field));
  if (others.some(({ name }) => NAMES_ANOTHER.test(name))) return [];
  const says = `records are measurements, told apart by ${parts.map(({ name }) => `"${name}"`).join(", ")}`;
  const at = starts[0]?.schema?.at;
  return [
    candidate<Key>(
      parts.map(({ path }) => path),
      [{ signal: "key/measured", weight: bare ? 0.6 : 0.52, says, ...(at ? { at } : {}) }],
    ),
  ];
}

function dimensionsOf(fields: readonly KeyField[]): KeyField[] {
  const ofMoney = fields.some(({ plain }) => MONEY.test(plain));
  return fields.filter(({ plain }) => DIMENSION.test(plain) && !(ofMoney && plain === "currency"));
}
