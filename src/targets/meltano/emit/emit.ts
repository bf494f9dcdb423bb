import { printYaml } from "../../../printing/yaml.ts";
import type { EmittedFile } from "../../target.ts";
import type { MeltanoPlan } from "../plan.ts";

/** The files around the tap. */
export function emit(plan: MeltanoPlan): readonly EmittedFile[] {
  return [
    { path: "meltano.yml", content: printYaml(plan.project) },
    {
      path: ".env.example",
      content: plan.environment.map(({ line, comment }) => `# ${comment}\n${line}\n`).join("\n"),
    },
    { path: ".gitignore", content: GITIGNORE },
    { path: "README.md", content: plan.readme },
  ];
}

const GITIGNORE = `# Secrets
.env

# What Meltano installs and remembers; keep a state backend of your own for production
.meltano/

# What the loader writes
output/
`;
