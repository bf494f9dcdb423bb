import type { ProcedureAccess, TableAccess } from "./database.ts";
import type { FileAccess } from "./file.ts";
import type { HttpAccess } from "./http.ts";
import type { Incremental } from "./incremental.ts";
import type { Param } from "./pagination.ts";
import type { FieldPath, JsonSchema, Note } from "./values.ts";

/** Records of one kind, and how to read them. */
export interface Stream {
  /** snake_case, unique in the model, plural for lists. */
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  /** Of one record. */
  readonly schema: JsonSchema;
  /** `[]`: none known. */
  readonly primaryKey: readonly FieldPath[];
  readonly access: HttpAccess | TableAccess | ProcedureAccess | FileAccess;
  readonly incremental?: Incremental;
  /** Each fills one parameter from the records of another stream; several links to one stream share its record. */
  readonly parents: readonly ParentLink[];
  /** Offered by default; others are built only when the user asks for them. */
  readonly selected: boolean;
  /** Values from deeper in the record that the connector repeats at its top, where frameworks look for keys and cursors. */
  readonly lifted?: readonly LiftedField[];
  readonly notes?: readonly Note[];
}

export interface LiftedField {
  readonly field: FieldPath;
  /** Its name at the top of the record; the schema holds it like any other field. */
  readonly recordField: string;
}

export interface ParentLink {
  readonly stream: string;
  /** Field of the parent's record. */
  readonly field: FieldPath;
  readonly param: Param;
  /**
   * The field of this stream's own records into which the connector writes the parent's value, where the source itself
   * doesn't say whose a record is: `user_id` of a membership. The schema holds it like any other field.
   */
  readonly recordField?: string;
  /** The value is a path itself, whose slashes part steps of the request's path: `accounts/17`. */
  readonly isPath?: true;
}

interface Added {
  readonly parents: readonly Pick<ParentLink, "recordField">[];
  readonly lifted?: readonly LiftedField[];
}

/** Fields that the connector writes into records, beside those that the source gives. */
export function addedFields({ parents, lifted = [] }: Added): readonly string[] {
  return [...parents, ...lifted].flatMap(({ recordField }) => recordField ?? []);
}

/** The stream as frameworks see its records: keys and cursors at the top, where they were lifted to. */
export function atTop<One extends Stream>(stream: One): One {
  const { lifted = [], incremental } = stream;
  if (lifted.length === 0) return stream;
  const top = (field: FieldPath): FieldPath => {
    const found = lifted.find((one) => one.field.join("\0") === field.join("\0"));
    return found ? [found.recordField] : field;
  };
  return {
    ...stream,
    primaryKey: stream.primaryKey.map(top),
    ...(incremental ? { incremental: { ...incremental, cursorField: top(incremental.cursorField) } } : {}),
  };
}
