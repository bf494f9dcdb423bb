import { describe } from "vitest";
import { AIRBYTE_FAULTS } from "./airbyte-faults.ts";
import { tryFaults } from "./try-faults.ts";

describe("a generated Airbyte connector", () => tryFaults("airbyte-yaml", AIRBYTE_FAULTS));
