import { type Code, catalogue, type ParamsOf } from "./catalogue/index.ts";
import type { Definition, Diagnostic, Place } from "./diagnostic.ts";

/** Takes messages as they come up, so that the user sees all of them at once. */
export interface Collector {
  report<C extends Code>(code: C, params: ParamsOf<C>, at?: Place): void;
  readonly diagnostics: readonly Diagnostic[];
}

export function createCollector(): Collector {
  const diagnostics: Diagnostic[] = [];
  const counted = new Map<string, number>();
  return {
    diagnostics,
    report(code, params, at) {
      const next = diagnose(code, params, at);
      const key = catalogue[code].collapse ? `${code} ${next.message}` : undefined;
      const index = key === undefined ? undefined : counted.get(key);
      const held = index === undefined ? undefined : diagnostics[index];
      if (held && index !== undefined) diagnostics[index] = { ...held, times: (held.times ?? 1) + 1 };
      else if (key !== undefined) counted.set(key, diagnostics.push(next) - 1);
      else diagnostics.push(next);
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
