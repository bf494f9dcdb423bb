import type { ServeOptions } from "./mcp/serve.ts";

/** Lets the command line start the server for agents: surfaces don't see each other. */
export async function startMcp(options: ServeOptions): Promise<void> {
  // Its SDK takes longer to load than most commands to run.
  const { serve } = await import("./mcp/serve.ts");
  await serve(options);
}
