import { describe } from "vitest";
import { MELTANO_FAULTS } from "./meltano-faults.ts";
import { tryFaults } from "./try-faults.ts";

// The tap's own properties are tried on the tap itself; a run through Meltano takes seconds.
const OWN = [
  "accepted",
  "lint",
  "settings",
  "every-record-once",
  "schema",
  "incremental",
  "resume",
  "forbidden-stream",
] as const;

describe("a generated Meltano project", () => tryFaults("meltano", MELTANO_FAULTS, OWN));
