import type { Command } from "commander";
import type { Terminal } from "../terminal.ts";
import { analyzeCommand } from "./analyze.ts";
import { explainCommand } from "./explain.ts";
import { answerCommand, questionsCommand } from "./questions.ts";

/** Adds one command to the program; a run leaves its exit code in `result`. */
export type AddCommand = (program: Command, terminal: Terminal, result: { exitCode: number }) => void;

export const commands: readonly AddCommand[] = [
  analyzeCommand,
  buildCommand,
  explainCommand,
  questionsCommand,
  answerCommand,
];
