import { expect, it } from "vitest";
import { ofEveryRun, withoutSecrets } from "./of-every-run.ts";
import type { Observation, TestBed } from "./test-bed.ts";
import { result } from "./test-support.ts";

const bed = (...observed: Observation[]) => ({ observed }) as unknown as TestBed;
const outcomes = (of: TestBed) => ofEveryRun(of).map(({ property, outcome }) => `${property} ${outcome}`);

it("is content with quiet runs", () => {
  expect(outcomes(bed({ run: result(), secrets: ["top-secret"] }))).toEqual(["secrets pass", "logs pass"]);
});

it("finds a secret in any output, and doesn't repeat it", () => {
  const [secrets] = ofEveryRun(bed({ run: result({ stderr: "token top-secret refused" }), secrets: ["top-secret"] }));
  expect(secrets).toMatchObject({ outcome: "fail", detail: "a secret stands in the output: token <secret> refused" });
});

it("wants structured logs of runs that ended well only", () => {
  const line = { unstructured: ["print"] };
  expect(outcomes(bed({ run: result(line), secrets: [] }))).toContain("logs fail");
  expect(outcomes(bed({ run: result({ ...line, exitCode: 1 }), secrets: [] }))).toContain("logs pass");
});

it("keeps secrets out of other verdicts", () => {
  const verdict = { property: "every-page-once", outcome: "fail", detail: "twice /a?key=top%2Fsecret" } as const;
  expect(withoutSecrets(verdict, bed({ run: result(), secrets: ["top/secret"] })).detail).toBe("twice /a?key=<secret>");
});
