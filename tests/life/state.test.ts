import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConnector } from "../../src/app/folder/connector-folder.ts";
import { update } from "../../src/app/update.ts";
import type { Json } from "../../src/model/values.ts";
import { startSimulation } from "../../src/simulate/start-simulation.ts";
import { openFramework, type VerifiedTarget } from "../../src/verify/open-framework.ts";
import { connectorOnDisk, ports } from "./connector-on-disk.ts";
import type { HarbourVersion } from "./harbour.ts";

const TARGETS = ["airbyte-yaml", "singer"] as const;
const connector = connectorOnDisk(TARGETS);
const states = new Map<VerifiedTarget, Json>();

async function read(target: VerifiedTarget, streams: readonly string[], state?: Json) {
  const model = await readConnector(connector.folder, ports);
  const source = await startSimulation(model, { seed: 1, streams: model.streams.map(({ name }) => name) });
  const framework = await openFramework(target, join(connector.folder, target), {
    env: process.env,
    progress: () => undefined,
  });
  try {
    const { config, routes } = source;
    const request = { config, routes, streams, timeout: 60, mostRequests: 500 };
    const result = await framework.read({ ...request, ...(state !== undefined && { state }) });
    expect([result.exitCode, result.errors]).toEqual([0, []]);
    const wanted = streams.reduce((sum, name) => sum + (source.records[name]?.length ?? 0), 0);
    return { ...result, wanted };
  } finally {
    await framework.close();
    await source.close();
  }
}

const updateTo = (version: HarbourVersion) => {
  connector.publish(version);
  const options = { against: [], allowedOrigins: [], dryRun: false, verify: false, deadline: "2026-01-31" } as const;
  return update(connector.folder, { ...options, accept: "breaking" }, ports);
};

describe("state of the version before", () => {
  let asBuilt: Readonly<Record<string, string>> = {};

  beforeAll(async () => {
    connector.publish({});
    await connector.build();
    asBuilt = connector.snapshot();
    for (const target of TARGETS) {
      const { state } = await read(target, ["vessels", "vessel_calls"]);
      states.set(target, state ?? null);
    }
  }, 300_000);

  afterAll(() => connector.remove());

  it("isn't taken for that of another cursor: everything is read, with the new field", async () => {
    const { state: effects } = await updateTo({ changed: "modified_at", vesselFields: ["call_sign"] });
    expect(effects).toMatchObject([{ stream: "vessels", kind: "reset" }]);
    for (const target of TARGETS) {
      const { records, wanted } = await read(target, ["vessels"], states.get(target));
      expect([target, records.length]).toEqual([target, wanted]);
      expect(records.some(({ record }) => "call_sign" in record && "modified_at" in record)).toBe(true);
    }
  }, 60_000);

  it("isn't taken by a tap for that of other parents", async () => {
    connector.restore(asBuilt);
    await updateTo({ callsBelow: "berths" });
    // As if the stream had kept its name.
    const state = JSON.parse(JSON.stringify(states.get("singer")).replaceAll("vessel_calls", "berth_calls"));
    const { records, wanted } = await read("singer", ["berth_calls"], state);
    expect(records).toHaveLength(wanted);
  }, 60_000);
});
