import type { AddCommand } from "./add-command.ts";
import { analyzeCommand } from "./analyze.ts";
import { buildCommand } from "./build.ts";
import { catalogCommand } from "./catalog.ts";
import { checkCommand } from "./check.ts";
import { explainCommand } from "./explain.ts";
import { mcpCommand } from "./mcp.ts";
import { probeCommand } from "./probe.ts";
import { answerCommand, questionsCommand } from "./questions.ts";
import { serveCommand } from "./serve.ts";
import { updateCommand } from "./update.ts";
import { verifyCommand } from "./verify.ts";

export const commands: readonly AddCommand[] = [
  analyzeCommand,
  buildCommand,
  verifyCommand,
  probeCommand,
  checkCommand,
  updateCommand,
  explainCommand,
  questionsCommand,
  answerCommand,
  catalogCommand,
  serveCommand,
  mcpCommand,
];
