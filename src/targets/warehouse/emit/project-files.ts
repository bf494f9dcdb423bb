import { ident, lit, py } from "../../../printing/python.ts";
import { printToml } from "../../../printing/toml.ts";
import { pythonFile } from "../../reader-files.ts";
import type { EmittedFile } from "../../target.ts";
import type { WarehousePlan } from "../plan.ts";

/** Everything around the package. */
export function projectFiles(plan: WarehousePlan): EmittedFile[] {
  return [
    { path: "pyproject.toml", content: printToml(pyproject(plan)) },
    { path: ".dlt/config.toml", content: plan.config },
    { path: ".dlt/example.secrets.toml", content: plan.secrets },
    { path: ".gitignore", content: GITIGNORE },
    { path: "LICENSE", copyOf: new URL("../../../../LICENSE", import.meta.url) },
    { path: "README.md", content: plan.readme },
    { path: "AGENTS.md", content: plan.agents },
    scriptFile(plan),
  ];
}

const GITIGNORE = `# Secrets and what was loaded
.env
secrets.toml
*.duckdb
*.duckdb.wal

# Python
__pycache__/
*.egg-info/
.venv/
dist/
.pytest_cache/
.ruff_cache/
.mypy_cache/
`;

function scriptFile({ names, title }: WarehousePlan): EmittedFile {
  const source = ident(names.source);
  const script = py`
    """Loads the source into a warehouse; --help tells how."""

    import sys

    from ${source} import SECRETS, SOURCE, ${source}
    from ${source}.support.command import Command


    def main() -> int:
        """Run with the process's arguments; gives the exit code."""
        command = Command(
            ${lit(names.pipeline)},
            SOURCE,
            lambda reading: ${source}(_reading=reading),
            title=${lit(title)},
            secrets=SECRETS,
        )
        return command.main()


    if __name__ == "__main__":
        sys.exit(main())
  `;
  return pythonFile(`${names.script}.py`, script.text);
}

function pyproject({ names, version, summary, dependencies, extras }: WarehousePlan) {
  return {
    "build-system": { requires: ["hatchling>=1.27"], "build-backend": "hatchling.build" },
    project: {
      name: names.distribution,
      version,
      description: summary,
      readme: "README.md",
      license: "Apache-2.0",
      "license-files": ["LICENSE"],
      "requires-python": ">=3.11",
      keywords: ["ELT", "dlt", "warehouse"],
      dependencies,
      "optional-dependencies": extras,
      scripts: { [names.distribution]: `${names.script}:main` },
    },
    "dependency-groups": {
      test: ["pytest>=8"],
      lint: ["ruff>=0.15"],
    },
    tool: {
      hatch: { build: { targets: { wheel: { include: [names.source, `${names.script}.py`] } } } },
      pytest: { ini_options: { testpaths: ["tests"], pythonpath: ["."] } },
      ruff: {
        "line-length": 88,
        "target-version": "py311",
        lint: { select: ["E4", "E7", "E9", "F", "I", "UP", "B", "W"] },
      },
    },
  };
}
