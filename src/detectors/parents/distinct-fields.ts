import type { Candidate } from "../../evidence/finding.ts";
import type { ListedStream } from "../../evidence/listed-stream.ts";
import type { ParentLink } from "../../model/stream.ts";

/**
 * One field of a record says one thing: where it would fill two parameters, it fills the one that is called like it,
 * else the first; the other takes the record's other name, if there is just one. Otherwise none of them is filled:
 * values that don't belong together ask for what isn't there.
 */
export function distinctFields(
  links: readonly Candidate<ParentLink>[],
  streamOf: (name: string) => ListedStream | undefined,
): Candidate<ParentLink>[] {
  const used = new Map<string, Candidate<ParentLink>>();
  const called = [...links].sort((a, b) => Number(isCalledLike(b.value)) - Number(isCalledLike(a.value)));
  const kept = called.flatMap((link) => {
    const free = used.has(placeOf(link.value)) ? otherName(link, used, streamOf(link.value.stream)) : link;
    if (free) used.set(placeOf(free.value), free);
    return free ? [free] : [];
  });
  if (kept.length < links.length) return [];
  return links.flatMap(({ value }) => kept.find((link) => link.value.param.name === value.param.name) ?? []);
}

function placeOf({ stream, field }: ParentLink): string {
  return `${stream} ${field.join(".")}`;
}

function isCalledLike({ field, param }: ParentLink): boolean {
  return plain(field.at(-1) ?? "") === plain(param.name);
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

const OTHER_NAME = 0.7;

function otherName(
  link: Candidate<ParentLink>,
  used: ReadonlyMap<string, unknown>,
  parent: ListedStream | undefined,
): Candidate<ParentLink> | undefined {
  const names = [...(parent?.record?.properties.keys() ?? [])].filter(
    (name) => /name$/i.test(name) && !used.has(`${link.value.stream} ${name}`) && !/_/.test(name),
  );
  const [field] = names;
  if (field === undefined || names.length > 1 || /num|number|count|_id$|Id$/.test(link.value.param.name))
    return undefined;
  const says = `the parent's other name, "${field}", since "${link.value.field.join(".")}" fills another parameter`;
  return {
    value: { ...link.value, field: [field] },
    confidence: Math.round(link.confidence * OTHER_NAME * 1000) / 1000,
    evidence: [{ signal: "parents/other-name", weight: OTHER_NAME, says }],
    against: link.against,
  };
}
