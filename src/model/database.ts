import type { Template } from "./values.ts";

export interface DatabaseSource {
  readonly kind: "database";
  /** `postgresql`, `mysql`, `sqlserver`, `oracle`, `db2`, `sqlite`, … */
  readonly engine: string;
  readonly host?: Template;
  readonly port?: number;
  readonly database?: Template;
}

export interface TableAccess {
  readonly kind: "table";
  readonly schema?: string;
  readonly table: string;
}

export interface ProcedureAccess {
  readonly kind: "procedure";
  readonly schema?: string;
  readonly procedure: string;
  readonly arguments: readonly { readonly name: string; readonly value: Template }[];
}
