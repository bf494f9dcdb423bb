import type { ConnectorModel } from "../../../model/connector-model.ts";
import type { Stream } from "../../../model/stream.ts";
import { createUniqueNames, kebabCase, pascalCase, pythonClassName, snakeCase } from "../../../printing/naming.ts";
import type { TapNames } from "../plan.ts";
import { SUPPORT_NAMES } from "../support-modules.ts";

export function tapNames(model: ConnectorModel): TapNames {
  const short = pythonClassName(model.name, "Stream");
  return {
    tap: `tap-${kebabCase(model.name)}`,
    package: `tap_${snakeCase(model.name)}`,
    tapClass: `Tap${pascalCase(model.name)}`,
    baseClass: short in SUPPORT_NAMES ? pythonClassName(model.name, "ApiStream") : short,
    authClass: pythonClassName(model.name, "Authenticator"),
  };
}

/** Class and schema file of each stream, by the stream's name. */
export function streamNames(
  streams: readonly Stream[],
  { baseClass }: TapNames,
): ReadonlyMap<string, { readonly className: string; readonly file: string }> {
  const className = createUniqueNames("");
  for (const taken of [baseClass, ...Object.keys(SUPPORT_NAMES)]) className(taken);
  const file = createUniqueNames();
  return new Map(
    streams.map(({ name }) => [
      name,
      { className: className(pythonClassName(name, "Stream")), file: file(snakeCase(name).slice(0, 100)) },
    ]),
  );
}
