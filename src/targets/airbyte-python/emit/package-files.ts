import { type Code, code, lines } from "../../../printing/code.ts";
import { docstring, ident, py } from "../../../printing/python.ts";
import { formatPython } from "../../../printing/ruff.ts";
import { printToml } from "../../../printing/toml.ts";
import type { EmittedFile } from "../../target.ts";
import type { AirbytePythonPlan } from "../plan.ts";
import { SUPPORT_NAMES, type SupportName } from "../support-modules.ts";

export const FUTURE = code("from __future__ import annotations");

export function pythonFile(path: string, source: Code): EmittedFile {
  return { path, content: formatPython(path, source.text) };
}

/** Imports of what generated code names. */
export function supportImports(names: Iterable<string>): Code {
  const known = [...new Set(names)].filter((name): name is SupportName => name in SUPPORT_NAMES).sort();
  const modules = [...new Set(known.map((name) => SUPPORT_NAMES[name]))].sort();
  return lines(
    modules.map((module) => {
      const own = known.filter((name) => SUPPORT_NAMES[name] === module);
      return code(`from .support.${module} import ${own.join(", ")}`);
    }),
  );
}

/** What starts the source, what it is, and who asks. */
export function packageFiles(plan: AirbytePythonPlan): EmittedFile[] {
  const { package: name } = plan.names;
  const source = ident(plan.names.sourceClass);
  const main = py`
    ${docstring(`Runs the source: python main.py spec, check, discover or read.`, undefined, 0)}

    from ${ident(name)}.run import run

    if __name__ == "__main__":
        run()
  `;
  const init = py`
    ${docstring(`${plan.summary}.`, undefined, 0)}

    from .source import ${source}

    __all__ = [${code(JSON.stringify(plan.names.sourceClass))}]
  `;
  const run = py`
    """The entry point."""

    import sys

    from airbyte_cdk.entrypoint import launch

    from .source import ${source}


    def run() -> None:
        """Do what the command line says."""
        launch(${source}(), sys.argv[1:])
  `;
  return [
    pythonFile("main.py", main),
    pythonFile(`${name}/__init__.py`, init),
    pythonFile(`${name}/run.py`, run),
    pythonFile(`${name}/source.py`, sourceFile(plan)),
    ...authFiles(plan),
  ];
}

function sourceFile({ names, streams, summary }: AirbytePythonPlan): Code {
  const classes = streams.map(({ className }) => code(`streams.${ident(className).text},`));
  return py`
    ${docstring(`${summary}.`, undefined, 0)}

    ${FUTURE}

    from . import streams
    from .support.source import ApiSource


    class ${ident(names.sourceClass)}(ApiSource):
        ${docstring(`${summary}.`)}

        stream_types = (
            ${lines(classes)}
        )
  `;
}

/** \`auth.py\`, where anything is asked for. */
function authFiles({ authenticators, names, title }: AirbytePythonPlan): EmittedFile[] {
  if (authenticators.length === 0) return [];
  const cdk = [...new Set(authenticators.flatMap((one) => one.cdk))].sort().join(", ");
  const functions = authenticators.map(
    ({ name, call }) => py`
      def ${ident(name)}(config: Mapping[str, t.Any]) -> AuthBase:
          """Take the credentials from the configuration."""
          return ${call}
    `,
  );
  const source = py`
    ${docstring(`How the source proves who it is to ${title}.`, undefined, 0)}

    ${FUTURE}

    import typing as t

    ${code(cdk === "" ? "" : `from airbyte_cdk.sources.streams.http.requests_native_auth import ${cdk}`)}
    ${supportImports(authenticators.flatMap(({ support }) => support))}

    if t.TYPE_CHECKING:
        from collections.abc import Mapping

        from requests.auth import AuthBase


    ${lines(functions, 2)}
  `;
  return [pythonFile(`${names.package}/auth.py`, source)];
}

export function pyproject({ names, version, summary, dependencies }: AirbytePythonPlan): string {
  return printToml({
    "build-system": { requires: ["hatchling>=1.27"], "build-backend": "hatchling.build" },
    project: {
      name: `airbyte-${names.source}`,
      version,
      description: summary,
      readme: "README.md",
      license: "Apache-2.0",
      "license-files": ["LICENSE"],
      "requires-python": ">=3.11,<3.14",
      dependencies,
      scripts: { [names.source]: `${names.package}.run:run` },
    },
    "dependency-groups": {
      test: ["airbyte-cdk[dev]", "pytest>=7"],
      typing: ["mypy>=1.15", "types-requests"],
      lint: ["ruff>=0.15"],
    },
    tool: {
      hatch: { build: { targets: { wheel: { packages: [names.package] } } } },
      pytest: { ini_options: { testpaths: ["unit_tests"] } },
      ruff: {
        "line-length": 88,
        "target-version": "py311",
        lint: { select: ["E4", "E7", "E9", "F", "I", "UP", "B", "W"] },
      },
      mypy: { python_version: "3.11", strict: true, implicit_reexport: true },
    },
  });
}
