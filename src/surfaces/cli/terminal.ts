/** Where a command writes: results to standard output, everything else to standard error. */
export interface Terminal {
  out(text: string): Promise<void>;
  note(line: string): void;
  /** What is being done right now; shown only when it takes over two seconds, and gone once something else is said. */
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

export function systemTerminal(): Terminal {
  const live = process.stderr.isTTY === true;
  const started = Date.now();
  let shown = false;
  const clear = () => {
    if (shown && live) process.stderr.write("\r\u001b[2K");
    shown = false;
  };
  return {
    style: createStyle(process.stdout.isTTY === true && process.env.NO_COLOR === undefined),
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
      if (Date.now() - started < PATIENCE) return;
      clear();
      process.stderr.write(live ? line : `${line}\n`);
      shown = live;
    },
  };
}

export function createStyle(coloured: boolean): Style {
  const paint = (open: number, close: number) => (text: string) =>
    coloured ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  return { bold: paint(1, 22), dim: paint(2, 22), red: paint(31, 39), green: paint(32, 39), yellow: paint(33, 39) };
}
