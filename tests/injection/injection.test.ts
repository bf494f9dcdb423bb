import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "../../src/app/build.ts";
import { systemPorts } from "../../src/app/system-ports.ts";
import { verify } from "../../src/app/verify.ts";
import { knownFailures } from "../known-failures.ts";
import { hostileDocument } from "./hostile-document.ts";

const folder = mkdtempSync(join(tmpdir(), "sourcewright-injection-"));
const out = join(folder, "connector");
const ports = systemPorts(() => undefined);

beforeAll(async () => {
  const document = join(folder, "hostile.json");
  writeFileSync(document, JSON.stringify(hostileDocument()));
  await build(
    [document],
    {
      targets: ["airbyte-yaml", "airbyte-python", "singer", "meltano", "warehouse", "airflow"],
      out,
      force: false,
      allowedOrigins: [],
    },
    ports,
  );
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a document whose every word is hostile", () => {
  it("writes nothing outside the connector's folder", () => {
    expect(readdirSync(folder).sort()).toEqual(["connector", "hostile.json"]);
  });

  it.each(["airbyte-yaml", "airbyte-python", "singer", "warehouse", "airflow"] as const)(
    "builds a runnable connector as %s",
    { timeout: 600_000 },
    async (target) => {
      const [report] = await verify(out, { targets: [target], seed: 1 }, ports);
      const red = (report?.verdicts ?? []).filter(({ outcome }) => outcome === "fail");
      const seen = [...new Set(red.map(({ property }) => property))].sort();
      const details = red.map(({ property, stream, detail }) => `${property} ${stream ?? ""} ${detail}`);
      expect(seen, details.join("\n")).toEqual(knownFailures("hostile", target));
    },
  );

  it("builds a Meltano project that reads all of it", { timeout: 300_000 }, async () => {
    const properties = ["accepted", "settings", "every-record-once", "requests-as-declared", "secrets"] as const;
    const [report] = await verify(out, { targets: ["meltano"], seed: 1, properties }, ports);
    expect(report?.verdicts.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
  });

  it("runs nothing that it says", () => {
    const left = [
      folder,
      out,
      ...["singer", "airbyte-yaml", "meltano", "warehouse", "airflow"].map((target) => join(out, target)),
      process.cwd(),
    ].filter((place) => existsSync(join(place, "CANARY")));
    expect(left).toEqual([]);
  });
});
