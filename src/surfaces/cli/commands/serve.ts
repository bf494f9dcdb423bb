import { readFileSync } from "node:fs";
import { Failure } from "../../../diagnostics/failure.ts";
import type { AddCommand } from "./add-command.ts";
import { withStore } from "./catalog/with-store.ts";
import { given } from "./given.ts";

interface ServeCommandOptions {
  readonly catalog?: string;
  readonly host: string;
  readonly port: string;
  readonly tokenFile?: string;
}

const LEAST_TOKEN = 16;

export const serveCommand: AddCommand = (program, terminal) => {
  program
    .command("serve")
    .description("shows the catalog on a web page: health, streams with their evidence, questions, verdicts, changes")
    .option("--port <number>", "where to listen; 0 takes one that is free", "7373")
    .option("--host <address>", "on which address; any but the machine's own needs a token", "127.0.0.1")
    .option("--token-file <file>", "holds what has to be shown to look (or SOURCEWRIGHT_TOKEN)", given)
    .option(
      "--catalog <file>",
      "where the catalog is kept (default: SOURCEWRIGHT_CATALOG, else your data folder)",
      given,
    )
    .action(async (options: ServeCommandOptions) => {
      const { startWeb } = await import("../../start-web.ts");
      const stop = new AbortController();
      await withStore(options, terminal, async ({ store, ports }) => {
        const token = tokenOf(options.tokenFile, ports.env.SOURCEWRIGHT_TOKEN);
        const end = () => stop.abort();
        process.on("SIGINT", end);
        process.on("SIGTERM", end);
        try {
          await startWeb(
            store,
            {
              host: options.host,
              port: portOf(options.port),
              ...(token !== undefined && { token }),
              signal: stop.signal,
              onReady: (address) => void terminal.out(`the catalog is at ${address}; Ctrl-C ends it`),
            },
            ports,
          );
        } finally {
          process.off("SIGINT", end);
          process.off("SIGTERM", end);
        }
      });
    });
};

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port < 65_536) return port;
  throw new Failure("misuse", "--port takes a number up to 65535");
}

function tokenOf(file: string | undefined, told: string | undefined): string | undefined {
  const token = file === undefined ? told : readToken(file);
  if (token === undefined || token === "") return undefined;
  if (token.length >= LEAST_TOKEN) return token;
  throw new Failure("misuse", `the token is shorter than ${LEAST_TOKEN} characters, so that it could be guessed`);
}

/** An empty file must not open the door. */
function readToken(file: string): string {
  try {
    const token = readFileSync(file, "utf8").trim();
    if (token !== "") return token;
  } catch (cause) {
    throw new Failure("unusable", `${file} can't be read: there is no token`, { cause });
  }
  throw new Failure("misuse", `${file} holds no token`);
}
