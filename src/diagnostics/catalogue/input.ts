import { define } from "../diagnostic.ts";

/** What can be wrong with, or was mended in, a document that was read. */
export const inputDiagnostics = {
  "input/duplicate-key": define<{ key: string }>({
    severity: "warning",
    message: ({ key }) => `the key "${key}" is there twice; the last one counts`,
    fix: () => "remove one of them from the document",
  }),
};
