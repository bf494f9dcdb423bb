import { define } from "../diagnostic.ts";

/** Where the user's word and the documents disagree, and what can't be kept together. */
export const assembleDiagnostics = {
  "assemble/override-unknown-stream": define<{ stream: string; known: string | undefined }>({
    severity: "warning",
    message: ({ stream }) => `overrides.yaml speaks of the stream "${stream}", which the documents no longer have`,
    fix: ({ known }) =>
      known === undefined ? "take it out of overrides.yaml" : `take it out, or did you mean "${known}"?`,
  }),
  "assemble/override-misfit": define<{ stream: string; place: string; found: string }>({
    severity: "warning",
    message: ({ stream, place, found }) => `overrides.yaml gives "${stream}" the ${place}; the documents show ${found}`,
    fix: () => "check it against the API; what overrides.yaml says is used all the same",
  }),
  "assemble/parent-dropped": define<{ stream: string; parent: string; param: string }>({
    severity: "warning",
    message: ({ stream, parent, param }) =>
      `"${stream}" can't take "${param}" from "${parent}": that stream is missing or itself needs "${stream}"`,
    fix: () => "name another parent in overrides.yaml, or give the value as a setting",
  }),
};
