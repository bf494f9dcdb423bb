import { printToml } from "../../../printing/toml.ts";
import type { EmittedFile } from "../../target.ts";
import type { AirflowPlan } from "../plan.ts";

/** Everything around the package. */
export function projectFiles(plan: AirflowPlan): EmittedFile[] {
  return [
    { path: "pyproject.toml", content: printToml(pyproject(plan)) },
    { path: ".gitignore", content: GITIGNORE },
    { path: "LICENSE", copyOf: new URL("../../../../LICENSE", import.meta.url) },
    { path: "README.md", content: plan.readme },
    { path: "AGENTS.md", content: plan.agents },
    ...plan.schemas.map(({ stream, schema }) => ({
      path: `schemas/${stream}.json`,
      content: `${JSON.stringify(schema, null, 2)}\n`,
    })),
  ];
}

const GITIGNORE = `.env
__pycache__/
*.egg-info/
.venv/
dist/
.pytest_cache/
.ruff_cache/
`;

function pyproject({ names, version, summary, dependencies }: AirflowPlan) {
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
      keywords: ["airflow", "provider"],
      classifiers: ["Framework :: Apache Airflow", "Framework :: Apache Airflow :: Provider"],
      dependencies,
      "entry-points": {
        apache_airflow_provider: { provider_info: `${names.package}.get_provider_info:get_provider_info` },
      },
    },
    "dependency-groups": {
      test: ["pytest>=8"],
      lint: ["ruff>=0.15"],
    },
    tool: {
      hatch: { build: { targets: { wheel: { packages: [names.package] } } } },
      pytest: { ini_options: { testpaths: ["tests"], pythonpath: ["."] } },
      ruff: {
        "line-length": 88,
        "target-version": "py311",
        lint: {
          select: ["AIR", "E4", "E7", "E9", "F", "I", "UP", "B", "W"],
          // A Dag is copied elsewhere: the provider is a package like others there.
          isort: { "known-third-party": [names.package] },
        },
      },
    },
  };
}
