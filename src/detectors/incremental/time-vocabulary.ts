import { remembered } from "../remembered.ts";

/** What happened to a record at a time that it holds, or that a filter asks about. */
export type Subject = "updated" | "created" | "event" | "ended" | "started" | "other";

interface SubjectRow {
  readonly subject: Subject;
  /** On the name's words (`dateUpdated` → `date updated`); names in one piece begin or end with such a word. */
  readonly name: RegExp;
  /** How good such a field is as a cursor, where nothing asks for it by name. */
  readonly weight: number;
}

/** Names that hold no time, or one that says nothing about news. */
const NO_CURSOR =
  /humani[sz]ed|^(has|is|was|can|should|needs|allow|enable|hide|show)\b|password|disabled|earliest|oldest|expir|\bdue|birth|\bdob\b|delet|archiv|cancel|schedul|\bnext|until|valid|trial|renew|deadline|arriv|depart|check(in|out)|anniversar|deliver|estimat|planned|target|effective|reminder|zone|format|\b(by|user|count|reason|ids?|names?|urls?|type|status|version|interval|period|via|with|source|method|author|email|amount|number|group|fields?|log|note|token|frequency|hours?|minutes?|days?|months?|years?|duration)$/;

const SUBJECTS: readonly SubjectRow[] = [
  {
    subject: "updated",
    name: /\b(date|time|last|utc)?(updat(ed?|es?|ion|e)|modifi?(ed|cation|y)?|changed|edited)|\blast (change|edit|event|touched)|\bmtime\b|\bchange (date|time)/,
    weight: 0.8,
  },
  {
    subject: "created",
    name: /\b(date|time|utc)?(creat(ed?|ion|e)|added|inserted)|\b(insert(ion)?|registration|registered) ?(at|on|date|time)|\bctime\b/,
    weight: 0.65,
  },
  {
    subject: "event",
    name: /^(ts|date ?time)$|\btimestamp|timestamp\b|\b(event|log) ?(time|date)|\b(occurred|happened|received|sent|posted|starred|submitted|recorded|logged|processed|published|requested)( at| on| time| date)?$|\b(date|time) ?(sent|received|published|occurred)|\bpub(lished|lish|lication)? ?(at|on|date|time)/,
    weight: 0.6,
  },
  { subject: "event", name: /^(date|time)$/, weight: 0.55 },
  {
    subject: "ended",
    name: /^end(ed)? ?(time|date|at|on)?$|\b(finished|completed|stopped|closed)( at| on| date| time)?$/,
    weight: 0.4,
  },
  { subject: "started", name: /^(start|begin)(ed)? ?(time|date|at|on)?$|\b(started|began)( at| on)$/, weight: 0.35 },
  { subject: "other", name: /(date|time)( utc)?$|\b(at|on|utc)$/, weight: 0.35 },
];

/** Words of a text about a time. */
const SAID: readonly { readonly subject: Subject; readonly says: RegExp }[] = [
  {
    subject: "updated",
    says: /\b(updated|modified|changed|modification|updates?|changes?|edited|last[- ]?modified)\b/i,
  },
  { subject: "created", says: /\b(created|creation|added|inserted|registered)\b/i },
  { subject: "ended", says: /\b(ended|finished|completed|closed)\b/i },
  { subject: "started", says: /\bstarted\b/i },
  { subject: "event", says: /\b(occurred|happened|sent|received|published|generated|posted|submitted|took place)\b/i },
];

interface SubjectOfName {
  readonly subject: Subject;
  readonly weight: number;
}

/** What a field or parameter of this name is a time of, if it is one. */
export const subjectOfName: (name: string) => SubjectOfName | undefined = remembered((name) => {
  const words = wordsOf(name);
  const row = SUBJECTS.find(({ name: pattern }) => pattern.test(words));
  if (!row) return undefined;
  return NO_CURSOR.test(words) ? { subject: "other", weight: 0.1 } : { subject: row.subject, weight: row.weight };
});

/** A time by such a name tells no news, whatever asks for it: `valid_until`, `scheduled_at`. */
export const tellsNoNews: (name: string) => boolean = remembered((name) => NO_CURSOR.test(wordsOf(name)));

const PLAIN_WORDS =
  /^(date|time|datetime|timestamp|ts|utc|gmt|at|on|last|unix|epoch|ms|updat(ed|es?|ion)|modif(ied|ication|y)|changed?|edit(ed)?|creat(ed?|ion)|added|inserted|[a-z]*(date|time|updated|modified|created))$/;

/** Words that any record may be called by. */
const ANY_RECORD = /^(record|entity|object|row|resource|item|entry|audit|when|in)$/;
const EVERYWHERE = SUBJECTS.map(({ name }) => new RegExp(name, "g"));

/** The name holds words beyond those for a time: `extended_updated_at`, `password_changed_at`. */
export const isQualified: (name: string) => boolean = remembered((name) =>
  wordsOf(name)
    .split(" ")
    .some((word) => !PLAIN_WORDS.test(word)),
);

/** Those of its words that neither tell a time nor what happened: `statusModifiedDate` → `status`, `eventTime` → none. */
export const thingsNamed: (name: string) => readonly string[] = remembered((name) => {
  const words = wordsOf(name);
  const rest = EVERYWHERE.reduce((left, pattern) => left.replace(pattern, " "), words).split(" ");
  return words.split(" ").filter((word) => rest.includes(word) && !PLAIN_WORDS.test(word) && !ANY_RECORD.test(word));
});

/** All that a text says something happened to a record. */
export function subjectsOfText(text: string): Subject[] {
  return SAID.filter(({ says }) => says.test(text)).map(({ subject }) => subject);
}

/** `lastModifiedDate`, `last_modified_date`: "last modified date". */
export const wordsOf: (name: string) => string = remembered((name) =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .replace(/[^A-Za-z0-9]+/g, " ")
    .trim()
    .toLowerCase()
    .replace(/\bdate time\b/g, "datetime"),
);
