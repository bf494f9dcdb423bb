/** Where a command writes: results to standard output, everything else to standard error. */
export interface Terminal {
  out(text: string): Promise<void>;
  note(line: string): void;
  /** What is being done right now: gone from a terminal once something else is said; elsewhere written only after two seconds. */
  progress(line: string): void;
  readonly style: Style;
}

/** Colours on a terminal, plain text elsewhere. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
}

const PATIENCE = 2000;
/** Of a terminal that doesn't tell its own. */
const USUAL_WIDTH = 80;

export function systemTerminal(): Terminal {
  const live = process.stderr.isTTY === true;
  const started = Date.now();
  let shown = false;
  let waiting: NodeJS.Timeout | undefined;
  const clear = () => {
    clearTimeout(waiting);
    if (shown && live) process.stderr.write("\r\u001b[2K");
    shown = false;
  };
  const show = (line: string) => {
    clear();
    process.stderr.write(live ? cut(line, process.stderr.columns || USUAL_WIDTH) : `${line}\n`);
    shown = live;
  };
  // Whoever reads has seen enough: `sourcewright analyze … | head`.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(0);
  });
  return {
    style: createStyle(process.stdout.isTTY === true && (process.env.NO_COLOR ?? "") === ""),
    async out(text) {
      clear();
      const ended = text.endsWith("\n") ? text : `${text}\n`;
      if (!process.stdout.write(ended)) await new Promise((resolve) => process.stdout.once("drain", resolve));
    },
    note(line) {
      clear();
      process.stderr.write(`${line}\n`);
    },
    progress(line) {
      clearTimeout(waiting);
      const left = started + PATIENCE - Date.now();
      // On a terminal at once, since it vanishes again and work without a pause lets no timer run.
      if (live || left <= 0) show(line);
      else waiting = setTimeout(show, left, line).unref();
    },
  };
}

/** A line that wraps could not be taken back. */
function cut(line: string, columns: number): string {
  return line.length < columns ? line : `${line.slice(0, Math.max(1, columns - 2))}…`;
}

export function createStyle(coloured: boolean): Style {
  const paint = (open: number, close: number) => (text: string) =>
    coloured ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  return { bold: paint(1, 22), dim: paint(2, 22), red: paint(31, 39), green: paint(32, 39), yellow: paint(33, 39) };
}
