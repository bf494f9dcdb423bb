import type { DatabaseDialect } from "../../model/dialect.ts";

/** What of a dialect's spelling has to be known before words can be told apart. */
export interface DialectSyntax {
  readonly dialect: DatabaseDialect;
  /** What becomes of a name without quotes. */
  readonly folding: "upper" | "lower" | "kept";
  readonly backticks: boolean;
  readonly brackets: boolean;
  readonly hashComments: boolean;
  readonly braceComments: boolean;
  readonly nestedComments: boolean;
  /** `/*!50013 … `: its content counts. */
  readonly conditionalComments: boolean;
  readonly dollarQuotes: boolean;
  /** `q'[…]'`. */
  readonly quoteOperators: boolean;
  readonly backslashEscapes: boolean;
  /** Characters besides letters, digits and `_` that a word may begin with. */
  readonly wordStart: string;
  /** A line that ends a batch: `GO`, `/`. */
  readonly batchLine: RegExp | undefined;
  /** Statements of a batch stand side by side without a separator. */
  readonly unseparated: boolean;
  /** Lines that a command-line tool reads instead of the server. */
  readonly toolLine: RegExp | undefined;
  /** How the text of a routine ends when no terminator was set. */
  readonly routineEnd: "terminator" | "batch" | "block" | "end-word";
}

const PLAIN = {
  folding: "kept",
  backticks: false,
  brackets: false,
  hashComments: false,
  braceComments: false,
  nestedComments: false,
  conditionalComments: false,
  dollarQuotes: false,
  quoteOperators: false,
  backslashEscapes: false,
  wordStart: "",
  batchLine: undefined,
  unseparated: false,
  toolLine: undefined,
  routineEnd: "block",
} as const;

const MYSQL = {
  ...PLAIN,
  backticks: true,
  hashComments: true,
  conditionalComments: true,
  backslashEscapes: true,
  wordStart: "@$",
  toolLine: /^(?:source|\\\.|system|tee|notee|pager)\b/i,
} as const;

const TRANSACT = {
  ...PLAIN,
  brackets: true,
  nestedComments: true,
  wordStart: "@#$",
  batchLine: /^go(?:\s+\d+)?\s*;?\s*$/i,
  unseparated: true,
  toolLine: /^:(?:setvar|r|on|out|error|connect|listvar|quit|exit|!!)\b/i,
  routineEnd: "batch",
} as const;

const SYNTAX: Readonly<Record<DatabaseDialect, Omit<DialectSyntax, "dialect">>> = {
  postgresql: {
    ...PLAIN,
    folding: "lower",
    nestedComments: true,
    dollarQuotes: true,
    wordStart: "@",
    toolLine: /^\\/,
  },
  mysql: MYSQL,
  mariadb: MYSQL,
  sqlite: { ...PLAIN, backticks: true, brackets: true, wordStart: "@$", toolLine: /^\.[a-z]/i },
  oracle: {
    ...PLAIN,
    folding: "upper",
    quoteOperators: true,
    wordStart: "",
    batchLine: /^\/\s*$/,
    toolLine:
      /^(?:rem(?:ark)?\b|prompt\b|whenever\s+(?:sql|os)error|spool\b|define\b|undefine\b|accept\b|column\b|col\b|show\b|exit\b|quit\b|connect\b|conn\b|host\b|start\s|@|pause\b|clear\b|ttitle\b|btitle\b|break\b|var(?:iable)?\b|print\b|exec(?:ute)?\b|set\s+(?!constraints?\b|role\b|transaction\b))/i,
    routineEnd: "batch",
  },
  sqlserver: TRANSACT,
  sybase: { ...TRANSACT, nestedComments: false, toolLine: /^(?:reset|:r)\b/i },
  db2: {
    ...PLAIN,
    folding: "upper",
    nestedComments: true,
    wordStart: "#$",
    batchLine: /^\/\s*$/,
    toolLine: /^(?:connect\s+(?:to|reset)|terminate\b|quit\b|echo\b|!|update\s+command\s+options|db2\s+connect)/i,
  },
  informix: { ...PLAIN, folding: "lower", braceComments: true, routineEnd: "end-word" },
  firebird: {
    ...PLAIN,
    folding: "upper",
    wordStart: "",
    quoteOperators: true,
    toolLine:
      /^(?:set\s+(?:sql\s+dialect|names|echo|autoddl|bail|list|stats?)\b|input\b|output\b|show\b|exit\b|quit\b)/i,
  },
};

export function syntaxOf(dialect: DatabaseDialect): DialectSyntax {
  return { dialect, ...SYNTAX[dialect] };
}

/** A name without quotes, as the catalog stores it. */
export function foldName(name: string, { folding }: Pick<DialectSyntax, "folding">): string {
  if (folding === "upper") return name.toUpperCase();
  return folding === "lower" ? name.toLowerCase() : name;
}
