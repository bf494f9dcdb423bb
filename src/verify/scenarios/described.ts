import type { TestRun } from "../framework.ts";
import type { TestBed } from "../test-bed.ts";
import type { Verdict } from "../verdict.ts";
import { count, failed, judged, type Problem, passed } from "../verdicts.ts";
import type { Scenario } from "./scenario.ts";

/** The connector asks its user for the model's settings, and hides the secret ones. */
export const settings: Scenario = {
  name: "settings",
  properties: ["settings"],
  async run({ model, framework }) {
    const asked = await framework.settings();
    const problems: Problem[] = model.settings.flatMap((wanted) => {
      const got = asked.find(({ name }) => name === wanted.name);
      if (!got) return [{ detail: `it doesn't ask for "${wanted.name}"` }];
      if (wanted.secret && !got.secret) return [{ detail: `"${wanted.name}" is not marked as secret` }];
      if (got.required && !wanted.required) return [{ detail: `"${wanted.name}" is required, and need not be` }];
      // What has a default need not be given.
      if (wanted.required && !got.required && wanted.default === undefined)
        return [{ detail: `"${wanted.name}" is not required, and must be` }];
      return [];
    });
    const known = new Set(model.settings.map(({ name }) => name));
    const strange = asked.filter(({ name, required }) => required && !known.has(name));
    problems.push(...strange.map(({ name }) => ({ detail: `it asks for "${name}", which the model doesn't know` })));
    return judged("settings", problems, `${count(model.settings.length, "setting")}, each as in the model`);
  },
};

/** The framework itself takes the connector. */
export const accepted: Scenario = {
  name: "framework's own validation",
  properties: ["accepted"],
  async run(bed) {
    const trial = await bed.open(bed.streams, { pages: 2 });
    try {
      const check = trial.observe(await bed.framework.check(trial.request));
      if (!check.connected)
        return [failed("accepted", `the connection check failed: ${check.errors[0] ?? check.stderr}`)];
      const tests = await bed.framework.standardTests(trial.request, trial.filled);
      return [tested("accepted", tests, `${bed.framework.name}'s standard tests`)];
    } finally {
      await trial.close();
    }
  },
};

export const ownTests: Scenario = {
  name: "the project's own tests",
  properties: ["own-tests"],
  run: async ({ framework }: TestBed) => [tested("own-tests", await framework.ownTests(), "its own tests")],
};

function tested(property: "accepted" | "own-tests", tests: TestRun, usual: string): Verdict {
  const what = tests.what ?? usual;
  if (tests.green) return passed(property, `${tests.passed} of ${what} passed`);
  const failures = tests.output.split("\n").filter((line) => /^(?:FAILED|ERROR|E {2})/.test(line));
  const lines = failures.length > 0 ? failures : tests.output.trim().split("\n").slice(-5);
  return failed(property, `${tests.failed} of ${what} failed, ${tests.passed} passed: ${lines.join(" | ")}`);
}

export type LintFiles = () => Promise<readonly string[]>;

/** `lintFiles`: findings about files that the framework's own linter doesn't see. */
export function lint(lintFiles: LintFiles | undefined): Scenario {
  return {
    name: "lint",
    properties: ["lint"],
    async run({ framework }) {
      const found = [...(await framework.lint()), ...((await lintFiles?.()) ?? [])];
      return judged(
        "lint",
        found.map((detail) => ({ detail })),
        "formatted, and free of findings",
      );
    },
  };
}
