import { define } from "../diagnostic.ts";

/** What a build can't heed. */
export const buildDiagnostics = {
  "build/overrides-pending": define<{ overrides: string; folder: string }>({
    severity: "warning",
    message: ({ overrides }) => `${overrides} was changed since the last build; the connector doesn't heed that yet`,
    fix: ({ folder }) => `build again: sourcewright build ${folder}`,
  }),
  "build/contradictory-streams": define<{ streams: readonly string[] }>({
    severity: "error",
    message: ({ streams }) =>
      `not built, since what is known of them contradicts itself: ${streams.slice(0, 5).join(", ")}${streams.length > 5 ? ` and ${streams.length - 5} more` : ""}`,
    fix: () => "the messages about them say where; decide it in overrides.yaml",
  }),
  "build/outdated-project": define<{ target: string; folder: string }>({
    severity: "warning",
    message: ({ target }) => `the project ${target} was made from an earlier connector.yaml and may differ from it`,
    fix: ({ folder }) => `build all of them again: sourcewright build ${folder}`,
  }),
  "build/override-outranks": define<{ place: string; overrides: string }>({
    severity: "warning",
    message: ({ place, overrides }) =>
      `connector.yaml was edited at ${place}, and ${overrides} decides that: the edit is gone`,
    fix: ({ overrides }) => `change or remove it in ${overrides}, which always wins`,
  }),
  "build/overrides-unheeded": define<{ overrides: string; folder: string }>({
    severity: "error",
    message: ({ overrides }) =>
      `${overrides} was changed since the documents were analysed, and is not in this build, which was made from connector.yaml`,
    fix: ({ folder }) =>
      `build from the documents with --out ${folder} (edits of connector.yaml are merged with what is found), or edit connector.yaml`,
  }),
};
