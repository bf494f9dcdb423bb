import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { build } from "../../src/app/build.ts";
import { systemPorts } from "../../src/app/system-ports.ts";
import { readPath } from "../../src/model/field-path.ts";
import type { Stream } from "../../src/model/stream.ts";
import type { Json } from "../../src/model/values.ts";
import type { SimulatedRecord } from "../../src/simulate/simulated-source.ts";
import { recordProblems } from "../../src/verify/compare-records.ts";
import { openFramework, type VerifiedTarget } from "../../src/verify/open-framework.ts";
import { knownFailures } from "../known-failures.ts";
import * as fieldSurveys from "./field-surveys.ts";
import type { IndependentSource } from "./independent-source.ts";
import * as lendingLibrary from "./lending-library.ts";
import * as meterReadings from "./meter-readings.ts";
import * as museumObjects from "./museum-objects.ts";
import * as parcelDesk from "./parcel-desk.ts";

/**
 * Generated connectors against servers that were written by hand and share nothing with the simulated source: what
 * comes out must be what they hold, so that source and connector can't share a mistake.
 */
const SOURCES = [
  { id: "lending-library", why: "an opaque cursor with an empty last page", module: lendingLibrary },
  { id: "parcel-desk", why: "page numbers with a total of items", module: parcelDesk },
  { id: "field-surveys", why: "Link headers", module: fieldSurveys },
  { id: "meter-readings", why: "offsets, clamped pages, 404 past the end", module: meterReadings },
] as const;

const TARGETS = [
  "airbyte-yaml",
  "airbyte-python",
  "singer",
  "warehouse",
  "airflow",
] as const satisfies readonly VerifiedTarget[];

const folder = mkdtempSync(join(tmpdir(), "sourcewright-independent-"));
const ports = systemPorts(() => undefined);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function readWith(target: VerifiedTarget, source: IndependentSource, name: string) {
  const out = join(folder, name);
  const { model } = await build([source.document], { targets: [target], out, force: true, allowedOrigins: [] }, ports);
  const framework = await openFramework(target, join(out, target), ports);
  const config = Object.fromEntries(
    Object.entries(source.config).filter(([key]) => model.settings.some((setting) => setting.name === key)),
  );
  try {
    const streams = model.streams.filter((stream) => stream.selected).map((stream) => stream.name);
    const result = await framework.read({
      config: config as Readonly<Record<string, Json>>,
      routes: source.routes,
      streams,
      timeout: 120,
      mostRequests: 5000,
    });
    return { model, result };
  } finally {
    await framework.close();
  }
}

async function lostRecords(target: VerifiedTarget, source: IndependentSource) {
  const { model, result } = await readWith(target, source, `${target}-${new URL(source.url).port}`);
  const lost = Object.entries(source.expected).flatMap(([list, expected]) => {
    const stream = model.streams.find(({ access }) => access.kind === "http" && access.path.endsWith(`/${list}`));
    if (!stream) return [`no stream for ${list}`];
    const got = result.records.filter((one) => one.stream === stream.name).map(({ record }) => record);
    return recordProblems(stream, withLifted(stream, expected), got).map(({ detail }) => detail);
  });
  return { lost, result };
}

/** With what the connector repeats at the top of its records. */
function withLifted({ lifted = [] }: Stream, records: readonly unknown[]): SimulatedRecord[] {
  return (records as readonly SimulatedRecord[]).map((record) => ({
    ...record,
    ...Object.fromEntries(lifted.map(({ field, recordField }) => [recordField, readPath(record, field) ?? null])),
  }));
}

describe.each(SOURCES)("$id: $why", ({ id, module }) => {
  it.each(TARGETS)("brings every record exactly once as %s", { timeout: 300_000 }, async (target) => {
    const source = await module.start();
    try {
      const { lost, result } = await lostRecords(target, source);
      const red = lost.length > 0 || result.exitCode !== 0 ? ["every-record-once"] : [];
      expect(red, [...lost, ...result.errors].join("\n")).toEqual(knownFailures(id, target));
    } finally {
      await source.close();
    }
  });
});

describe("next URLs that end in a redirect to another host", () => {
  it.each(TARGETS)(
    "never sends it the key as %s: follows without, or stops loudly",
    { timeout: 300_000 },
    async (target) => {
      const source = await museumObjects.start();
      try {
        const { lost, result } = await lostRecords(target, source);
        const red = source.leaks().length > 0 ? ["secrets"] : [];
        expect(red, JSON.stringify(source.leaks())).toEqual(knownFailures("museum-objects", target));
        if (result.exitCode === 0) expect(lost).toEqual([]);
        else expect(result.errors.join("\n")).toMatch(/redirect|host|origin/i);
      } finally {
        await source.close();
      }
    },
  );
});
