import type { ConnectorModel } from "../model/connector-model.ts";
import type { SchemaNames } from "../model/schema-names.ts";
import type { Capabilities } from "./capabilities.ts";

export const targetIds = ["airbyte-yaml", "airbyte-python", "singer", "meltano", "warehouse", "airflow"] as const;

export type TargetId = (typeof targetIds)[number];

/** A framework that connectors are built for: data, and two pure functions. */
export interface Target<Plan = unknown> {
  readonly id: TargetId;
  readonly title: string;
  readonly capabilities: Capabilities;
  /** All decisions: names, order, defaults, fallbacks. Each approximation is a loss. */
  lower(model: ConnectorModel, options: TargetOptions): { readonly plan: Plan; readonly losses: readonly Loss[] };
  /** No decisions: the plan, printed. */
  emit(plan: Plan): readonly EmittedFile[];
}

export interface TargetOptions {
  /** Of the connector that is built: `0.1.0`. */
  readonly connectorVersion: string;
  /** Of its releases so far, the earliest first; absent: none broke anything. */
  readonly breakingChanges?: readonly BreakingChange[];
  /** Of schemas that a target may write once; absent: none has a name. */
  readonly schemaNames?: SchemaNames;
}

/** A release after which the users of a connector have something to do. */
export interface BreakingChange {
  /** `2.0.0`. */
  readonly version: string;
  /** What changed and what to do, for them. */
  readonly message: string;
  /** The day by which to upgrade: `2026-01-31`. */
  readonly deadline: string;
  /** Those that it concerns; empty: all. */
  readonly streams: readonly string[];
}

/** Something of the model that the target can't hold as it is. */
export interface Loss {
  /** Where in the model: `streams.orders.incremental`. */
  readonly path: string;
  readonly lost: string;
  readonly instead: string;
  /** The stream that isn't built at all. */
  readonly leavesOut?: string;
}

/** A file of a generated project; `path` is relative to the target's folder and never leaves it. */
export type EmittedFile =
  | { readonly path: string; readonly content: string }
  /** A support file, copied as it is from this repository. */
  | { readonly path: string; readonly copyOf: URL };
