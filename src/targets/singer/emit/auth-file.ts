import { type Code, code, lines } from "../../../printing/code.ts";
import { docstring, ident, py } from "../../../printing/python.ts";
import type { EmittedFile } from "../../target.ts";
import type { AuthenticatorPlan, SingerPlan } from "../plan.ts";
import { pythonFile } from "./package-files.ts";
import { supportImports } from "./support-imports.ts";

/** `auth.py`, where the tap needs one. */
export function authFiles({ authenticators, names, title }: SingerPlan): EmittedFile[] {
  if (authenticators.length === 0) return [];
  const sdk = [...new Set(authenticators.flatMap((one) => one.sdk))].sort().join(", ");
  const support = [...new Set(authenticators.flatMap((one) => [one.base, ...one.support]))];
  const source = py`
    ${docstring(`How the tap proves who it is to ${title}.`, undefined, 0)}

    from __future__ import annotations

    import typing as t

    ${code(sdk === "" ? "" : `from singer_sdk.authenticators import ${sdk}`)}
    ${lines(supportImports(support))}

    if t.TYPE_CHECKING:
        from collections.abc import Mapping


    ${lines(authenticators.map(authenticatorClass), 2)}
  `;
  return [pythonFile(`${names.package}/auth.py`, source.text)];
}

function authenticatorClass({ className, base, call }: AuthenticatorPlan): Code {
  return py`
    class ${ident(className)}(${ident(base)}):
        """Authenticates requests."""

        def __init__(self, config: Mapping[str, t.Any]) -> None:
            """Take the credentials from the configuration."""
            super().__init__(${call})
  `;
}
