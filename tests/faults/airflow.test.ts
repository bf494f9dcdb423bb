import { describe } from "vitest";
import { AIRFLOW_FAULTS } from "./airflow-faults.ts";
import { tryFaults } from "./try-faults.ts";

describe("a generated Airflow provider", () => tryFaults("airflow", AIRFLOW_FAULTS));
