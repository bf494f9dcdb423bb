import { type Code, code, NOTHING } from "../../../printing/code.ts";
import type { AttributePlan } from "../../attributes.ts";
import { SUPPORT_NAMES, type SupportName } from "../support-modules.ts";

/** The support names in these parts, and those among the others. */
export function namesOf(
  parts: readonly { readonly attributes: readonly Pick<AttributePlan, "value" | "type">[] }[],
  others: readonly string[],
): SupportName[] {
  const used = parts.flatMap((part) =>
    part.attributes.flatMap(({ value, type }) => [...value.names, ...(type?.names ?? [])]),
  );
  return [...new Set([...used, ...others])].filter((name): name is SupportName => name in SUPPORT_NAMES).sort();
}

/** An import for each module. */
export function supportImports(names: readonly SupportName[]): Code[] {
  const modules = [...new Set(names.map((name) => SUPPORT_NAMES[name]))].sort();
  return modules.map((module) => {
    const own = names.filter((name) => SUPPORT_NAMES[name] === module);
    return own.length === 0 ? NOTHING : code(`from .support.${module} import ${own.join(", ")}`);
  });
}
