import { describe } from "vitest";
import { SINGER_FAULTS } from "./singer-faults.ts";
import { tryFaults } from "./try-faults.ts";

describe("a generated Singer tap", () => tryFaults("singer", SINGER_FAULTS));
