import type { Tool } from "../tool.ts";
import { analyzeTool } from "./analyze.ts";
import { buildTool } from "./build.ts";
import { checkTool } from "./check.ts";
import { explainTool } from "./explain.ts";
import { answerTool, questionsTool } from "./questions.ts";
import { updateTool } from "./update.ts";
import { verifyTool } from "./verify.ts";

/** In the order in which an agent mostly needs them. */
export const tools: readonly Tool[] = [
  analyzeTool,
  buildTool,
  questionsTool,
  answerTool,
  explainTool,
  verifyTool,
  checkTool,
  updateTool,
];
