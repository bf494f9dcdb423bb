import { printToml } from "../../../printing/toml.ts";
import { printYaml } from "../../../printing/yaml.ts";
import type { EmittedFile } from "../../target.ts";
import type { SingerPlan } from "../plan.ts";

/** Everything around the package. */
export function projectFiles(plan: SingerPlan): EmittedFile[] {
  return [
    { path: "pyproject.toml", content: printToml(pyproject(plan)) },
    { path: "meltano.yml", content: printYaml(plan.meltano) },
    { path: ".env.example", content: environment(plan) },
    { path: ".gitignore", content: GITIGNORE },
    { path: "LICENSE", copyOf: new URL("../../../../LICENSE", import.meta.url) },
    { path: "README.md", content: plan.readme },
    { path: "AGENTS.md", content: plan.agents },
  ];
}

const GITIGNORE = `# Secrets and output
.env
config.json
state.json
output/

# Python
__pycache__/
*.egg-info/
.venv/
dist/
.pytest_cache/
.ruff_cache/
.mypy_cache/

# Meltano
.meltano/
plugins/
`;

function environment({ environment: variables }: SingerPlan): string {
  return variables.map(({ line, comment }) => `# ${comment}\n${line}\n`).join("\n");
}

function pyproject({ names, version, summary, dependencies, typings }: SingerPlan) {
  return {
    "build-system": { requires: ["hatchling>=1.27"], "build-backend": "hatchling.build" },
    project: {
      name: names.tap,
      version,
      description: summary,
      readme: "README.md",
      license: "Apache-2.0",
      "license-files": ["LICENSE"],
      "requires-python": ">=3.11",
      keywords: ["ELT", "Meltano", "Singer", "tap"],
      dependencies,
      scripts: { [names.tap]: `${names.package}.tap:${names.tapClass}.cli` },
    },
    "dependency-groups": {
      test: ["pytest>=8", "singer-sdk[testing]"],
      typing: ["mypy>=1.15", ...(typings ?? [])],
      lint: ["ruff>=0.15"],
    },
    tool: {
      hatch: { build: { targets: { wheel: { packages: [names.package] } } } },
      pytest: { ini_options: { testpaths: ["tests"], filterwarnings: ["error"] } },
      ruff: {
        "line-length": 88,
        "target-version": "py311",
        lint: { select: ["E4", "E7", "E9", "F", "I", "UP", "B", "W"] },
      },
      // Some libraries come without types.
      mypy: { python_version: "3.11", strict: true, disable_error_code: ["import-untyped"] },
    },
  };
}
