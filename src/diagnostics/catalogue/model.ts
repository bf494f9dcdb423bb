import { define } from "../diagnostic.ts";

/** What makes a model contradict itself. */
export const modelDiagnostics = {
  "model/invalid": define<{ path: string; problem: string }>({
    severity: "error",
    message: ({ path, problem }) => `${path}: ${problem}; a connector built from it can't read its source right`,
    fix: ({ path }) => `set ${path} in overrides.yaml, or correct connector.yaml`,
  }),
};
