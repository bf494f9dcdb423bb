import { type Code, catalogue, type ParamsOf } from "./catalogue/index.ts";
import type { Definition, Diagnostic, Place } from "./diagnostic.ts";

/** Takes messages as they come up, so that the user sees all of them at once. */
export interface Collector {
  report<C extends Code>(code: C, params: ParamsOf<C>, at?: Place): void;
  readonly diagnostics: readonly Diagnostic[];
}

export function createCollector(): Collector {
  const diagnostics: Diagnostic[] = [];
  return {
    diagnostics,
    report(code, params, at) {
      diagnostics.push(diagnose(code, params, at));
    },
  };
}

export function diagnose<C extends Code>(code: C, params: ParamsOf<C>, at?: Place): Diagnostic {
  // One entry's parameters are those of its own code; the table's type can't say so.
  const definition = catalogue[code] as Definition<ParamsOf<C>>;
  const fix = definition.fix?.(params);
  return {
    code,
    severity: definition.severity,
    message: definition.message(params),
    ...(fix === undefined ? {} : { fix }),
    ...(at === undefined ? {} : { at }),
  };
}
