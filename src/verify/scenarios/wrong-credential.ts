import type { Json } from "../../model/values.ts";
import type { TestBed } from "../test-bed.ts";
import { judged, notApplicable, type Problem } from "../verdicts.ts";
import type { Scenario } from "./scenario.ts";

const WRONG = "sourcewright-wrong-credential";
/** Words by which a user knows that the credentials are meant. */
const CLEAR = /\b40[13]\b|unauthori[sz]ed|forbidden|credential|authenticat|api key|token|password|login/i;

/** Wrong secrets: the check fails and says why, and so does a read. */
export const wrongCredential: Scenario = {
  name: "wrong credential",
  properties: ["wrong-credential"],
  async run(bed: TestBed) {
    const trial = await bed.open(bed.few.slice(0, 1), { pages: 1 });
    try {
      const config = wrongConfig(bed, trial.request.config);
      if (!config) return [notApplicable("wrong-credential", "no setting is a secret that could be wrong")];
      const check = trial.observe(await bed.framework.check({ ...trial.request, config }), WRONG);
      const read = trial.observe(await trial.read(bed.few.slice(0, 1), { config }), WRONG);
      const problems: Problem[] = [];
      if (check.connected) problems.push({ detail: "the check was content with wrong credentials" });
      else if (!check.errors.some((error) => CLEAR.test(error)))
        problems.push({
          detail: `the check failed without saying that it is about credentials: ${check.errors[0] ?? ""}`,
        });
      if (read.exitCode === 0) problems.push({ detail: "a read with wrong credentials ended as if all were well" });
      if (read.endless) problems.push({ detail: "a read with wrong credentials didn't end" });
      return judged("wrong-credential", problems, "check and read failed, and said that it is about credentials");
    } finally {
      await trial.close();
    }
  },
};

/** The configuration with every secret wrong; a private key is left, since a wrong one is no key at all. */
function wrongConfig({ model }: TestBed, config: Readonly<Record<string, Json>>) {
  const wrong = model.settings.filter(
    ({ name, secret, purpose }) => secret && purpose === "credential" && !String(config[name]).startsWith("-----BEGIN"),
  );
  if (wrong.length === 0) return undefined;
  return { ...config, ...Object.fromEntries(wrong.map(({ name }) => [name, WRONG])) };
}
