import { describe } from "vitest";
import { fileModel } from "../databases/table-models.ts";
import { TABLE_FAULTS } from "./table-faults.ts";
import { tryFaults } from "./try-faults.ts";

const model = await fileModel();

describe("a fault of one line in a tap of tables", () =>
  tryFaults("singer", TABLE_FAULTS, ["every-record-once"], model));
