import { describe } from "vitest";
import { AIRBYTE_PYTHON_FAULTS } from "./airbyte-python-faults.ts";
import { tryFaults } from "./try-faults.ts";

describe("a generated Airbyte connector in Python", () => tryFaults("airbyte-python", AIRBYTE_PYTHON_FAULTS));
