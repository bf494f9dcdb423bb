import { startMcp } from "../../start-mcp.ts";
import type { AddCommand } from "./add-command.ts";
import { allowOriginOption } from "./document-options.ts";
import { givenEach } from "./given.ts";

interface McpOptions {
  readonly root?: readonly string[];
  readonly allowOrigin: string[];
}

export const mcpCommand: AddCommand = (program) => {
  const command = program
    .command("mcp")
    .description("serves agents over standard input and output (Model Context Protocol)")
    .option(
      "--root <folder>",
      "a folder that agents may read and write (may be given again; default: this one)",
      givenEach,
    );
  allowOriginOption(command).action(async ({ root, allowOrigin }: McpOptions) => {
    await startMcp({ roots: root ?? [process.cwd()], allowedOrigins: allowOrigin });
  });
};
