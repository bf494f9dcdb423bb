import type { Command } from "commander";
import type { Terminal } from "../terminal.ts";

/** Adds one command to the program; a run leaves its exit code in `result`. What it runs is loaded when it runs. */
export type AddCommand = (program: Command, terminal: Terminal, result: { exitCode: number }) => void;
