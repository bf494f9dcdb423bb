/** What the name of a file says of what is in it. */
export interface SampleName {
  /** Without the ends below. */
  readonly stem: string;
  /** With the dot: `.csv`, `.csv.gz`. */
  readonly ends: string;
  readonly gzip: boolean;
  readonly form: "delimited" | "json-lines" | undefined;
  readonly delimiter: string | undefined;
}

const FORMS: Readonly<Record<string, Pick<SampleName, "form" | "delimiter">>> = {
  csv: { form: "delimited", delimiter: undefined },
  tsv: { form: "delimited", delimiter: "\t" },
  tab: { form: "delimited", delimiter: "\t" },
  psv: { form: "delimited", delimiter: "|" },
  jsonl: { form: "json-lines", delimiter: undefined },
  ndjson: { form: "json-lines", delimiter: undefined },
  jsonlines: { form: "json-lines", delimiter: undefined },
};

export function sampleName(name: string): SampleName {
  const [, stem = name, gz = ""] = /^(.*?)(\.gz)?$/is.exec(name) ?? [];
  const end = /\.[a-z][a-z0-9]{0,9}$/i.exec(stem)?.[0] ?? "";
  const found = FORMS[end.slice(1).toLowerCase()] ?? { form: undefined, delimiter: undefined };
  return { stem: stem.slice(0, stem.length - end.length), ends: end + gz, gzip: gz !== "", ...found };
}
