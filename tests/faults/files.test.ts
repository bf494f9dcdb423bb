import { describe } from "vitest";
import { OUTBOX } from "../files/file-models.ts";
import { FILE_FAULTS } from "./file-faults.ts";
import { tryFaults } from "./try-faults.ts";

describe("a fault of one line in a tap of files", () =>
  tryFaults("singer", FILE_FAULTS, ["every-record-once", "incremental", "resume"], OUTBOX));
