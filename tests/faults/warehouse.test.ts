import { describe } from "vitest";
import { tryFaults } from "./try-faults.ts";
import { WAREHOUSE_FAULTS } from "./warehouse-faults.ts";

describe("a generated warehouse pipeline", () => tryFaults("warehouse", WAREHOUSE_FAULTS));
