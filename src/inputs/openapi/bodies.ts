import type { BodyFact, MediaFact } from "../../evidence/http-facts.ts";
import { member, type Raw } from "../json-value.ts";
import { child, flag, type Node, placeOf, record, text } from "../node.ts";
import { plainMediaType, readContent } from "./media.ts";
import { schemaMembers } from "./parameters.ts";
import type { Reading } from "./reading.ts";

/** A 3.x `requestBody`. */
export function readRequestBody(operation: Node, reading: Reading): BodyFact | undefined {
  const written = child(operation, "requestBody");
  if (written.value === undefined || written.value === null) return undefined;
  const node = reading.references.follow(written);
  const raw = record(node);
  return {
    required: flag(raw.required),
    description: text(raw.description),
    content: readContent(child(node, "content"), reading),
    at: placeOf(node),
  };
}

/** A 2.0 body: the parameter in `body`, or those in `formData` as the properties of one object. */
export function readBodyParameters(
  parameters: readonly Node[],
  consumes: readonly string[],
  reading: Reading,
): BodyFact | undefined {
  const isOld = (node: Node) => isIn(node, "body") || isIn(node, "formdata");
  if (reading.version === "3.x") {
    for (const node of parameters.filter(isOld)) {
      reading.collector.report("input/old-body-parameter", { in: String(member(node.value, "in")) }, placeOf(node));
    }
  }
  const body = parameters.find((node) => isIn(node, "body"));
  if (body) {
    const schemaNode = child(body, "schema");
    const schema = schemaNode.value === undefined ? undefined : reading.schemas.viewOf(schemaNode);
    const types = consumes.length > 0 ? consumes : ["application/json"];
    return {
      required: flag(member(body.value, "required")),
      description: text(member(body.value, "description")),
      content: types.map((type) => ({ mediaType: plainMediaType(type), schema, examples: [] })),
      at: placeOf(body),
    };
  }
  const fields = parameters.filter((node) => isIn(node, "formdata"));
  const [first] = fields;
  return first && readForm([first, ...fields.slice(1)], consumes, reading);
}

function readForm(fields: readonly [Node, ...Node[]], consumes: readonly string[], reading: Reading): BodyFact {
  const [first] = fields;
  const schema = reading.schemas.viewOf({ ...first, value: formSchema(fields) });
  const forms = consumes.map(plainMediaType).filter((type) => type.includes("form"));
  const hasFile = fields.some((field) => member(field.value, "type") === "file");
  const fallback = hasFile ? "multipart/form-data" : "application/x-www-form-urlencoded";
  const content: MediaFact[] = (forms.length > 0 ? forms : [fallback]).map((mediaType) => ({
    mediaType,
    schema,
    examples: [],
  }));
  const required = fields.some((field) => flag(member(field.value, "required")));
  return { required, description: undefined, content, at: placeOf(first) };
}

function formSchema(fields: readonly Node[]): Raw {
  const named = fields.flatMap((field) => {
    const raw = record(field);
    const name = text(raw.name);
    const description = text(raw.description);
    return name === undefined
      ? []
      : [{ name, required: flag(raw.required), schema: described(schemaMembers(raw), description) }];
  });
  return {
    type: "object",
    properties: Object.fromEntries(named.map(({ name, schema }) => [name, schema])),
    required: named.filter(({ required }) => required).map(({ name }) => name),
  };
}

function described(schema: Raw, description: string | undefined): Raw {
  return description === undefined ? schema : { ...schema, description };
}

function isIn(node: Node, place: string): boolean {
  return text(member(node.value, "in"))?.toLowerCase() === place;
}
