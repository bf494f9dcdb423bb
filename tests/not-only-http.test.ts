import { describe, expect, it } from "vitest";
import { fitToTarget } from "../src/app/building/capability-check.ts";
import { connectorYaml } from "../src/app/folder/connector-yaml.ts";
import { schemaErrors } from "../src/app/folder/schema-errors.ts";
import { assembleModel } from "../src/assemble/assemble-model.ts";
import { createCollector } from "../src/diagnostics/collector.ts";
import type { ConnectorModel } from "../src/model/connector-model.ts";
import { modelProblems } from "../src/model/invariants.ts";
import type { Stream } from "../src/model/stream.ts";
import { aTable } from "../src/model/test-support.ts";
import { renderAnalysis } from "../src/surfaces/cli/render/analysis.ts";
import { createStyle } from "../src/surfaces/cli/terminal.ts";
import { targets } from "../src/targets/registry.ts";

const common = {
  schema: { type: "object", properties: { id: { type: "integer" }, changed: { type: "string", format: "date-time" } } },
  primaryKey: [["id"]],
  incremental: { cursorField: ["changed"], format: { kind: "date-time" } },
  parents: [],
  selected: true,
} as const;

const table: Stream = { ...common, name: "orders", access: aTable("orders", { schema: "sales" }) };
const file: Stream = {
  ...common,
  name: "deliveries",
  access: {
    kind: "file",
    glob: "in/*.csv",
    format: { kind: "delimited", delimiter: ";", header: true, skipLines: 0 },
    compression: "by-name",
    encoding: "cp1252",
    fields: [
      { name: "id", type: "int(64)", nullable: false },
      { name: "changed", type: "timestamp(0)", nullable: true, written: { datePattern: "%d.%m.%Y %H:%M" } },
    ],
    content: "additions",
  },
};

function model(source: ConnectorModel["source"], stream: Stream): ConnectorModel {
  return assembleModel(
    {
      title: "Acme ERP",
      description: undefined,
      documentation: undefined,
      source,
      settings: [],
      streams: [{ stream, settings: [] }],
      notes: [],
    },
    createCollector(),
  );
}

const files: ConnectorModel["source"] = {
  kind: "file",
  store: "sftp",
  location: "sftp://files.acme.example/outbox",
  arrival: { ignore: ["*.part"], settledAfter: 60 },
};
const cases = [
  ["a table", model({ kind: "database", dialect: "postgresql", session: [] }, table), "source.database"],
  ["a file", model(files, file), "source.file"],
] as const;

describe.each(cases)("a stream that is %s", (_, made, capability) => {
  it("is assembled, whole, and written as connector.yaml", () => {
    expect(modelProblems(made)).toEqual([]);
    expect(made.settings.map(({ name }) => name)).toEqual(["start_date"]);
    expect(schemaErrors("connector", made)).toEqual([]);
    expect(connectorYaml(made, [])).toContain(`kind: ${made.streams[0]?.access.kind}`);
  });

  it.each(Object.values(targets))("is built by $id, or refused before a file exists, by name", (target) => {
    if (target.capabilities[capability].kind === "yes") expect(fitToTarget(made, target).model.streams).toHaveLength(1);
    else expect(() => fitToTarget(made, target)).toThrow(capability);
  });

  it("is shown like any other", () => {
    const shown = renderAnalysis(
      { model: made, findings: [], questions: [], diagnostics: [], documents: [], left: [] },
      createStyle(false),
    );
    expect(shown).toContain(made.streams[0]?.name);
    expect(shown).toContain(made.streams[0]?.access.kind);
  });
});
