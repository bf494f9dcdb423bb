import { describe } from "vitest";
import { fileModel } from "../databases/table-models.ts";
import { PIPELINE_TABLE_FAULTS } from "./pipeline-table-faults.ts";
import { tryFaults } from "./try-faults.ts";

const model = await fileModel();
const sound = ["lint", "own-tests", "every-record-once", "incremental", "resume"] as const;

describe("a warehouse pipeline of tables", () => tryFaults("warehouse", PIPELINE_TABLE_FAULTS, sound, model));
