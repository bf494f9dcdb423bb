import { CLIENT_MODULES, clientModules } from "../reader-support.ts";

/** The provider's own support modules in `support/provider/`, each with those that it imports. A test holds this against the Python. */
export const OWN_MODULES = {
  fields: ["client"],
  files: ["framework"],
  hook: ["client", "errors", "fields", "framework", "lists", "reading", "source", "stream"],
  one_stream: ["client", "framework", "lists", "progress", "reading", "stream"],
  operator: ["client", "errors", "files", "framework", "hook", "one_stream"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

const MODULES = { ...CLIENT_MODULES, ...OWN_MODULES };

export type SupportModule = keyof typeof MODULES;

/** The modules that names are in, with all that they import and all that every provider needs; sorted. */
export const modulesOf = (names: Iterable<string>): SupportModule[] =>
  clientModules<keyof typeof OWN_MODULES>(names, ["operator"], MODULES);
