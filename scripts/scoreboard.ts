/** The parts of the scorer's JSON that the scoreboard shows. */
export interface Score {
  readonly summary: Readonly<Record<string, FactScore>> & {
    readonly made: { readonly recall: number };
    readonly silent: { readonly count: number; readonly unknown: number; readonly wrongWay: number };
    readonly not_streams: { readonly offered: number; readonly of: number };
    readonly calibration: Calibration;
    readonly fields: { readonly share: number };
    readonly offers: { readonly selected: number; readonly singles: number; readonly questions: number };
  };
  readonly perApi: Readonly<
    Record<string, { readonly facts: Readonly<Record<string, { readonly right: number; readonly asked: number }>> }>
  >;
}

interface FactScore {
  readonly right: number;
  readonly asked: number;
  readonly all?: number;
  readonly recall?: number;
  readonly precision?: number;
  readonly question: number;
  readonly unstated: number;
}

interface Calibration {
  readonly sure: number;
  readonly bins: Readonly<
    Record<
      string,
      { readonly asked: number; readonly right: number; readonly derivable: number; readonly derivableRight: number }
    >
  >;
  readonly withoutFinding: number;
}

const FACTS = [
  "auth",
  "auth_first",
  "stream",
  "offered",
  "records",
  "primary_key",
  "pagination",
  "paging_param",
  "next_page",
  "cursor_field",
  "request_param",
  "parent",
] as const;

/** `docs/scoreboard.md`: one row a fact, a band of confidence, an API, so that a changed rule shows as changed lines. */
export function renderScoreboard({ summary, perApi }: Score): string {
  const facts = FACTS.map((fact) => [fact, summary[fact]] as const).flatMap(([fact, s]) =>
    s
      ? [
          row([
            fact,
            `${s.right}/${s.asked}`,
            percent(s.all),
            percent(s.recall),
            percent(s.precision),
            String(s.question),
            String(s.unstated),
          ]),
        ]
      : [],
  );
  const bands = Object.entries(summary.calibration.bins).map(([from, bin]) =>
    row([
      `≥ ${from}`,
      String(bin.asked),
      percent(share(bin.right, bin.asked)),
      percent(share(bin.derivableRight, bin.derivable)),
    ]),
  );
  const apis = Object.entries(perApi).map(([api, { facts: found }]) =>
    row([api, ...FACTS.map((fact) => (found[fact] ? `${found[fact].right}/${found[fact].asked}` : ""))]),
  );
  return `# Scoreboard

What \`sourcewright analyze\` finds, against what human-made connectors state about the same documents (\`tests/truth/README.md\`).
Made by \`npm run score -- --update\`; \`npm run score\` shows what a change changes.

${row(["fact", "right", "of all", "of derivable", "precision", "asked the user", "unstated"])}
${row(Array(7).fill("---"))}
${facts.join("\n")}

${row(["as a whole", ""])}
${row(["---", "---"])}
${row(["made unaided", percent(summary.made.recall)])}
${row(["silent truncations", String(summary.silent.count)])}
${row(["pagination unknown, no question", String(summary.silent.unknown)])}
${row(["paged another way than any connector", String(summary.silent.wrongWay)])}
${row(["offered though no streams", `${summary.not_streams.offered}/${summary.not_streams.of}`])}
${row(["streams offered", String(summary.offers.selected)])}
${row(["single objects beside their list", String(summary.offers.singles)])}
${row(["questions", String(summary.offers.questions)])}
${row(["streams with a record schema", percent(summary.fields.share)])}

${row(["said to be sure", "statements", "right", "right of derivable"])}
${row(Array(4).fill("---"))}
${bands.join("\n")}
${row(["without a finding", String(summary.calibration.withoutFinding), "", ""])}

${row(["API", ...FACTS])}
${row(Array(FACTS.length + 1).fill("---"))}
${apis.join("\n")}
`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function share(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}

function percent(value: number | undefined): string {
  return value === undefined ? "–" : `${(100 * value).toFixed(1)} %`;
}
