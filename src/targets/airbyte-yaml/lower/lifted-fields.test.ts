import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { Incremental } from "../../../model/incremental.ts";
import type { ParentLink } from "../../../model/stream.ts";
import { aModel, aStream } from "../../../model/test-support.ts";
import type { FieldPath, Json, JsonSchema } from "../../../model/values.ts";
import { ensureEnvironment } from "../../../verify/environments/ensure-environment.ts";
import { inQuery, lowered } from "../test-support.ts";
import { liftedFields } from "./lifted-fields.ts";
import type { HttpStream } from "./scope.ts";

const stream = (...fields: FieldPath[]) =>
  aStream({}, { lifted: fields.map((field) => ({ field, recordField: field.join("_") })) }) as HttpStream;

/** The components as the CDK makes them of the manifest's, and what they make of records. */
const SCRIPT = `
import json, sys
from airbyte_cdk.sources.declarative.transformations.add_fields import AddedFieldDefinition, AddFields
cases = json.load(sys.stdin)
for component, records in cases:
    fields = [AddedFieldDefinition(field["path"], field["value"], None, {}) for field in component["fields"]]
    adding = AddFields(fields=fields, condition=component["condition"], parameters={})
    for record in records:
        adding.transform(record, config={})
print(json.dumps([records for _, records in cases]))
`;

const VALUES: readonly Json[] = [
  ...["007", "1e5", "1_000", "None", "True", "", " ", "'q'", "[1]", "{{ x }}", "a\nb", "\\n", "é😀\u2028", "don't"],
  ...[7, 0, 1.5, false],
];
const WITHOUT: readonly Json[] = [
  {},
  { attributes: null },
  { attributes: {} },
  { attributes: { id: null } },
  { attributes: "text" },
  { attributes: [] },
];
const DEEP = { a: { b: { c: "5" } } };

it("is nothing where all lies at the top", () => {
  expect(liftedFields(stream())).toBeUndefined();
});

describe("in the CDK", async () => {
  const { python } = await ensureEnvironment("airbyte", { env: process.env, progress: () => undefined });
  const values = VALUES.map((id) => ({ id: "top", attributes: { id } }));
  const cases = [
    [liftedFields(stream(["attributes", "id"])), values],
    [liftedFields(stream(["attributes", "id"], ["attributes", "times", "stream_state"])), WITHOUT],
    [liftedFields(stream(["x", "id"], ["a", "b", "c"])), [DEEP]],
  ];
  const output = execFileSync(python, ["-c", SCRIPT], { input: JSON.stringify(cases), encoding: "utf8" });
  const [repeated, without, some] = JSON.parse(output);

  it("each value is repeated as what it is", () => {
    expect(repeated).toEqual(values.map((record) => ({ ...record, attributes_id: record.attributes.id })));
  });

  it("nothing is added where there is no value", () => {
    expect(without).toEqual(WITHOUT);
  });

  it("each value is found for itself", () => {
    expect(some).toEqual([{ ...DEEP, a_b_c: "5" }]);
  });
});

describe("keys and cursors that lie deeper in the record", () => {
  const schema: JsonSchema = {
    type: "object",
    properties: {
      attributes: { type: "object", properties: { code: { type: "string" }, at: { type: "string" } } },
      code: { type: "string" },
      at: { type: "string" },
    },
  };
  const orders = (more: Partial<Incremental>) =>
    aStream(
      {},
      {
        schema,
        primaryKey: [["attributes", "code"]],
        incremental: { cursorField: ["attributes", "at"], format: { kind: "date-time" }, ...more },
        lifted: [
          { field: ["attributes", "code"], recordField: "code" },
          { field: ["attributes", "at"], recordField: "at" },
        ],
      },
    );

  it("are repeated at its top, where they are there, as what they are", () => {
    const { manifest, losses } = lowered(
      aModel([orders({ request: { ...inQuery("since"), format: { kind: "date-time" }, operator: "gte" } })]),
    );
    const made = manifest.definitions.streams.orders;
    expect(losses).toEqual([]);
    expect(made).toMatchObject({ primary_key: ["code"] });
    expect(manifest.definitions.incremental_syncs?.at_by_since).toMatchObject({ cursor_field: "at" });
    expect(made?.transformations).toEqual([
      {
        type: "AddFields",
        fields: ["code", "at"].map((name) => ({
          type: "AddedFieldDefinition",
          path: [name],
          value: `{{ '%r' | format((record['attributes'] or {})['${name}'] | default(none)) }}`,
        })),
        condition: "{{ value is not none }}",
      },
    ]);
    expect(made?.retriever.record_selector).not.toHaveProperty("transform_before_filtering");
  });

  it("are there before old records are dropped", () => {
    const { manifest } = lowered(aModel([orders({})]));
    expect(manifest.definitions.streams.orders?.retriever.record_selector).toMatchObject({
      transform_before_filtering: true,
    });
  });

  it("stand beside what the parents say", () => {
    const link: ParentLink = {
      stream: "users",
      field: ["id"],
      param: { name: "u", in: "path" },
      recordField: "user_id",
    };
    const below = { ...orders({}), primaryKey: [["user_id"], ["attributes", "code"]], parents: [link] };
    const { manifest } = lowered(aModel([aStream({}, { name: "users" }), below]));
    expect(manifest.definitions.streams.orders).toMatchObject({
      primary_key: ["user_id", "code"],
      transformations: [{ fields: [{ path: ["user_id"] }] }, { fields: [{ path: ["code"] }, { path: ["at"] }] }],
    });
  });
});
