import { define } from "../diagnostic.ts";

interface Misfit {
  readonly place: string;
  readonly found: string;
  readonly near?: string | undefined;
}

function obeyed({ near }: Misfit): string {
  const meant =
    near === undefined ? "check it against the API" : `did you mean "${near}"? If not, check it against the API`;
  return `${meant}: what overrides.yaml says is used all the same`;
}

/** Where the user's word and the documents disagree, and what can't be kept together. */
export const assembleDiagnostics = {
  "assemble/override-unknown-stream": define<{ stream: string; known: string | undefined }>({
    severity: "error",
    message: ({ stream }) =>
      `overrides.yaml speaks of the stream "${stream}", which the documents don't have; it has no effect`,
    fix: ({ known }) =>
      known === undefined ? "take it out of overrides.yaml" : `take it out, or did you mean "${known}"?`,
  }),
  "assemble/override-unknown-parent": define<{ stream: string; parent: string; near: string | undefined }>({
    severity: "error",
    message: ({ stream, parent }) =>
      `overrides.yaml gives "${stream}" the parent "${parent}", which the documents don't have; it has no effect`,
    fix: ({ near }) => (near === undefined ? "name another parent" : `name another parent, or did you mean "${near}"?`),
  }),
  "assemble/override-misfit": define<{ stream: string } & Misfit>({
    severity: "warning",
    message: ({ stream, place, found }) => `overrides.yaml gives "${stream}" the ${place}; the documents show ${found}`,
    fix: obeyed,
  }),
  "assemble/override-misfit-all": define<{ streams: readonly string[]; of: number } & Misfit>({
    severity: "warning",
    message: ({ streams, of, place, found }) =>
      `overrides.yaml gives all streams the ${place}; for ${streams.length} of ${of} the documents show ${found}: ${streams.slice(0, 4).join(", ")}${streams.length > 4 ? ", …" : ""}`,
    fix: (misfit) => `say it for each stream that has it, below streams; ${obeyed(misfit)}`,
  }),
  "assemble/parent-dropped": define<{ stream: string; parent: string; param: string }>({
    severity: "warning",
    message: ({ stream, parent, param }) =>
      `"${stream}" can't take "${param}" from "${parent}": that stream is missing or itself needs "${stream}"`,
    fix: () => "name another parent in overrides.yaml, or give the value as a setting",
  }),
};
