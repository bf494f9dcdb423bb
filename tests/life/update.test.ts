import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { finishInterrupted } from "../../src/app/folder/staged-writes.ts";
import type { Ports } from "../../src/app/ports.ts";
import { type UpdateOptions, update } from "../../src/app/update.ts";
import { undoUpdate } from "../../src/app/updating/undo-update.ts";
import { Failure } from "../../src/diagnostics/failure.ts";
import { connectorOnDisk, failingPorts, ports } from "./connector-on-disk.ts";
import type { HarbourVersion } from "./harbour.ts";

let connector: ReturnType<typeof connectorOnDisk>;

let asBuilt: Readonly<Record<string, string>>;

beforeAll(async () => {
  connector = connectorOnDisk();
  connector.publish({});
  await connector.build();
  asBuilt = connector.snapshot();
});

beforeEach(() => {
  connector.publish({});
  connector.restore(asBuilt);
});

afterAll(() => connector.remove());

const STREAMS = "singer/tap_harbour/streams.py";
const DRAUGHTS = ["shallow", "deep", "very deep"];
const BREAKING: HarbourVersion = {
  vesselFields: ["call_sign"],
  without: ["flag"],
  changed: "modified_at",
  pilots: true,
};

function updateNow(more: Partial<UpdateOptions> = {}, by: Ports = ports) {
  const options = { against: [], allowedOrigins: [], accept: "risky", dryRun: false, verify: false } as const;
  return update(connector.folder, { ...options, deadline: "2026-01-31", ...more }, by);
}

describe("an update", { timeout: 60_000 }, () => {
  it("is refused where it breaks something, and nothing is written", async () => {
    connector.publish(BREAKING);
    const before = connector.snapshot();
    const { outcome, checked } = await updateNow();
    expect([outcome, checked.changes.some((change) => change.class === "breaking")]).toEqual(["refused", true]);
    expect((await updateNow({ accept: "additive" })).outcome).toBe("refused");
    expect((await updateNow({ accept: "breaking", dryRun: true })).outcome).toBe("planned");
    expect(connector.snapshot()).toEqual(before);
  });

  it("keeps edits, counts the version up, tells what it did and what state is worth, and is undone", async () => {
    await connector.build({ targets: ["airbyte-yaml", "singer"] });
    connector.edit(STREAMS, '"""List berths."""', '"""Ours."""');
    connector.edit("connector.yaml", "- name: vessel_calls", "- name: port_calls");
    connector.write("singer/NOTES.md", "ours\n");
    const before = connector.snapshot();
    connector.publish(BREAKING);
    const updated = await updateNow({ accept: "breaking" });
    expect(updated).toMatchObject({
      outcome: "updated",
      class: "breaking",
      version: { old: "0.1.0", new: "1.0.0" },
      record: "updates/1.0.0.md",
      state: [{ stream: "vessels", kind: "reset", because: "its cursor was updated_at and is modified_at" }],
    });
    expect(connector.read(STREAMS)).toMatch(/"""Ours\."""[\s\S]*class PortCallsStream[\s\S]*class PilotsStream/);
    expect(connector.read("singer/pyproject.toml")).toContain('version = "1.0.0"');
    expect(connector.read("airbyte-yaml/metadata.yaml")).toMatch(
      /dockerImageTag: 1\.0\.0[\s\S]*breakingChanges:\n +1\.0\.0:\n +message: "vessels: the field flag is gone[\s\S]*upgradeDeadline: "2026-01-31"\n +scopedImpact:/,
    );
    const record = connector.read("updates/1.0.0.md");
    expect(record).toMatch(
      /\| vessels \| the field flag is gone \| `flag: string` `harbour\.json#.*nothing `harbour\.json:\d+` \|/,
    );
    expect(record).toMatch(/\| vessels \| \*\*reset\*\*.* \| its cursor was updated\\_at and is modified\\_at \|/);
    expect(record).toContain(`- \`${STREAMS}\`: merged`);

    const after = connector.snapshot();
    expect((await updateNow()).outcome).toBe("unchanged");
    expect(connector.snapshot()).toEqual(after);

    await undoUpdate(connector.folder, ports);
    expect(connector.snapshot()).toEqual(before);
    await expect(undoUpdate(connector.folder, ports)).rejects.toThrow("no update to undo");
  });

  it("is not undone where something was edited since", async () => {
    connector.publish({ vesselFields: ["call_sign"] });
    await updateNow();
    connector.edit(STREAMS, '"""List berths."""', '"""Ours."""');
    connector.edit("singer/pyproject.toml", "[tool.ruff]", "# ours\n[tool.ruff]");
    const before = connector.snapshot();
    await expect(undoUpdate(connector.folder, ports)).rejects.toThrow(
      /pyproject\.toml was changed since the update; nothing was undone/,
    );
    expect(connector.snapshot()).toEqual(before);
  });

  it("goes from document to document, and each time is what a new connector would be", async () => {
    const life: readonly (readonly [HarbourVersion, string])[] = [
      [{ vesselFields: ["call_sign"] }, "0.2.0"],
      [{ vesselFields: ["call_sign"], pilots: true }, "0.3.0"],
      [{ vesselFields: ["call_sign"], pilots: true, draughts: DRAUGHTS }, "0.4.0"],
      [{ vesselFields: ["call_sign"], pilots: true, draughts: DRAUGHTS, callsBelow: "berths" }, "1.0.0"],
    ];
    connector.edit(STREAMS, '"""List berths."""', '"""Ours."""');
    for (const [version, wanted] of life) {
      connector.publish(version);
      const { version: now } = await updateNow({ accept: "breaking" });
      expect(now.new).toBe(wanted);
      expect(connector.read(STREAMS)).toContain('"""Ours."""');
    }
    connector.edit(STREAMS, '"""Ours."""', '"""List berths."""');
    const lived = connector.read(STREAMS);
    await connector.build({ force: true });
    expect(connector.read(STREAMS)).toBe(lived);
  });

  it("that clashes with an edit is told of the connector, and nothing is written", async () => {
    connector.edit(STREAMS, "page_size=50,", "page_size=20,");
    connector.publish({ mostVessels: 70 });
    const before = connector.snapshot();
    const failure: unknown = await updateNow({ accept: "breaking" }).catch((cause: unknown) => cause);
    expect(failure instanceof Failure && failure.message).toMatch(new RegExp(`^${connector.folder}: 1 conflict`));
    expect(connector.snapshot()).toEqual(before);
    await updateNow({ accept: "breaking", winners: { ours: ["*.py"], theirs: [] } });
    expect(connector.read(STREAMS)).toContain("page_size=20,");
  });

  it("that is cut off leaves the old connector or the new one", async () => {
    const old = connector.snapshot();
    connector.publish({ vesselFields: ["call_sign"] });
    const all = failingPorts(Number.POSITIVE_INFINITY);
    await updateNow({}, all.ports);
    const now = connector.snapshot();
    const left = [];
    for (const fromTheEnd of [all.count() - 1, 20, 3]) {
      connector.restore(old);
      await expect(updateNow({}, failingPorts(all.count() - fromTheEnd).ports)).rejects.toThrow("power");
      await finishInterrupted(connector.folder, ports);
      const { [STREAMS]: streams, ...more } = connector.snapshot();
      const isNew = "updates/updates.json" in more;
      left.push(isNew ? "new" : "old");
      expect({ ...more, [STREAMS]: streams }).toMatchObject(isNew ? now : old);
    }
    expect(left[0]).toBe("old");
    expect(left.at(-1)).toBe("new");
  });
});
