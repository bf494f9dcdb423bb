import type { Block, Cell, Entry, Item, Run } from "./blocks.ts";
import { lineAt, SIGNATURE_LEVEL } from "./blocks.ts";
import { requestLine } from "./request-line.ts";

/** What is open while a page is read from its beginning to its end. */
interface Frame {
  readonly kind: "page" | "item" | "term" | "body" | "cell" | "heading";
  readonly blocks: Block[];
  runs: Run[];
  readonly line: number;
}

interface OpenTable {
  readonly kind: "table";
  header: Cell[];
  readonly rows: { cells: Cell[]; line: number; headers: number }[];
  readonly line: number;
}

interface OpenList {
  readonly kind: "list";
  readonly items: Item[];
  readonly line: number;
}

interface OpenDefinitions {
  readonly kind: "definitions";
  readonly entries: Entry[];
  readonly line: number;
}

type Holder = OpenTable | OpenList | OpenDefinitions;

/** Deeper than anybody nests documentation: what is below is read as if it stood here. */
const DEEPEST = 40;
const MOST_ANCHORS = 20;
const LONGEST_RUN = 100_000;

type PartKind = "item" | "term" | "body" | "cell";

/** Puts blocks together from what opens and closes; whatever is left open or closed twice is mended. */
export class BlockBuilder {
  readonly #document: string;
  readonly #page: Frame = { kind: "page", blocks: [], runs: [], line: 1 };
  readonly #frames: Frame[] = [this.#page];
  readonly #holders: { readonly holder: Holder; readonly depth: number }[] = [];
  #anchors: string[] = [];
  #line = 1;
  #paragraphLine = 1;

  constructor(document: string) {
    this.#document = document;
  }

  get line(): number {
    return this.#line;
  }

  set line(line: number) {
    this.#line = line;
    if (this.#top().runs.length === 0) this.#paragraphLine = line;
  }

  text(text: string, style: Omit<Run, "text">): void {
    const { runs } = this.#top();
    if (runs.length === 0) {
      if (text.trim() === "") return;
      this.#paragraphLine = this.#line;
    }
    const last = runs.at(-1);
    const isSame = last && last.mark === style.mark && last.link === style.link && last.text.length < LONGEST_RUN;
    if (isSame) runs[runs.length - 1] = { ...last, text: last.text + text };
    else runs.push({ text, ...style });
  }

  /** Ends the paragraph. */
  flush(): void {
    const frame = this.#top();
    if (frame.kind === "heading" || frame.kind === "term") return;
    const words = trimmedRuns(frame.runs);
    frame.runs = [];
    if (words.length > 0) frame.blocks.push({ kind: "paragraph", words, at: this.#place(this.#paragraphLine) });
    this.#paragraphLine = this.#line;
  }

  add(block: Block): void {
    this.#addAll([block]);
  }

  anchor(name: string): void {
    if (name !== "" && this.#anchors.length < MOST_ANCHORS) this.#anchors.push(name);
  }

  openHeading(): void {
    this.flush();
    this.#frames.push({ kind: "heading", blocks: [], runs: [], line: this.#line });
  }

  closeHeading(level: number): void {
    const frame = this.#popFrame("heading");
    if (!frame) return;
    const words = trimmedRuns(frame.runs);
    if (words.length > 0) {
      this.add({ kind: "heading", level, words, anchors: this.#anchors, at: this.#place(frame.line) });
      this.#anchors = [];
    }
    this.#addAll(frame.blocks);
  }

  open(kind: Holder["kind"]): void {
    this.flush();
    if (this.#frames.length > DEEPEST || this.#holders.length > DEEPEST) return;
    this.#holders.push({ holder: newHolder(kind, this.#line), depth: this.#frames.length });
  }

  close(kind: Holder["kind"]): void {
    if (!this.#holders.some(({ holder }) => holder.kind === kind)) return;
    for (let done = false; !done; ) {
      done = this.#holders.at(-1)?.holder.kind === kind;
      this.#closeHolder();
    }
  }

  openPart(kind: PartKind): void {
    this.flush();
    if (this.#frames.length > DEEPEST) return;
    if (kind === "cell" && !this.#holderOf("table")?.rows.length) return;
    this.#frames.push({ kind, blocks: [], runs: [], line: this.#line });
  }

  closePart(kind: PartKind, isHeader = false): void {
    const frame = this.#popFrame(kind);
    if (!frame) return;
    if (kind === "cell") this.#closeCell(frame, isHeader);
    else if (kind === "item") this.#closeItem(frame);
    else this.#closeDefinition(frame, kind);
  }

  openRow(): void {
    this.flush();
    this.#holderOf("table")?.rows.push({ cells: [], line: this.#line, headers: 0 });
  }

  finish(): readonly Block[] {
    while (this.#holders.length > 0) this.#closeHolder();
    while (this.#frames.length > 1) this.#closeFrame();
    this.flush();
    return this.#page.blocks;
  }

  #top(): Frame {
    return this.#frames.at(-1) ?? this.#page;
  }

  #place(line: number) {
    return lineAt(this.#document, line);
  }

  #holderOf<Kind extends Holder["kind"]>(kind: Kind): Extract<Holder, { kind: Kind }> | undefined {
    const holder = this.#holders.at(-1)?.holder;
    return holder?.kind === kind ? (holder as Extract<Holder, { kind: Kind }>) : undefined;
  }

  /** One by one: a page may hold more of them than a call has room for. */
  #addAll(blocks: readonly Block[]): void {
    this.flush();
    const to = this.#top().blocks;
    for (const block of blocks) to.push(block);
  }

  /** Closes it with all that was left open in it; `undefined` where none is open in the innermost table or list. */
  #popFrame(kind: Frame["kind"]): Frame | undefined {
    const from = this.#holders.at(-1)?.depth ?? 0;
    const index = this.#frames.findLastIndex((frame) => frame.kind === kind);
    if (index <= 0 || index < from) return undefined;
    while (this.#frames.length - 1 > index) this.#closeFrame();
    this.flush();
    return this.#frames.pop();
  }

  #closeFrame(): void {
    const { kind } = this.#top();
    if (kind === "item" || kind === "term" || kind === "body" || kind === "cell") {
      this.closePart(kind);
      return;
    }
    const frame = this.#frames.pop();
    if (frame) this.#addAll(frame.blocks);
  }

  #closeHolder(): void {
    const depth = this.#holders.at(-1)?.depth ?? 0;
    while (this.#frames.length > depth) this.#closeFrame();
    const closed = this.#holders.pop();
    if (closed) this.#addAll(blocksOf(closed.holder, this.#document));
  }

  #closeItem({ blocks, line }: Frame): void {
    const list = this.#holderOf("list");
    if (list) list.items.push({ blocks, at: this.#place(line) });
    else this.#addAll(blocks);
  }

  #closeCell({ blocks }: Frame, isHeader: boolean): void {
    const row = this.#holderOf("table")?.rows.at(-1);
    if (!row) return;
    row.cells.push(cellOf(blocks));
    if (isHeader) row.headers++;
  }

  #closeDefinition({ blocks, runs, line }: Frame, kind: "term" | "body"): void {
    const entries = this.#holderOf("definitions")?.entries;
    if (!entries) {
      this.#addAll(blocks);
      return;
    }
    const at = this.#place(line);
    if (kind === "term") {
      entries.push({ term: trimmedRuns(runs), body: [], at });
      return;
    }
    const last = entries.at(-1);
    if (last && last.body.length === 0) entries[entries.length - 1] = { ...last, body: blocks };
    else if (last) entries.push({ term: last.term, body: blocks, at });
  }
}

function newHolder(kind: Holder["kind"], line: number): Holder {
  if (kind === "table") return { kind, header: [], rows: [], line };
  if (kind === "list") return { kind, items: [], line };
  return { kind, entries: [], line };
}

function blocksOf(holder: Holder, document: string): readonly Block[] {
  const at = lineAt(document, holder.line);
  if (holder.kind === "list") return holder.items.length > 0 ? [{ kind: "list", items: holder.items, at }] : [];
  if (holder.kind === "definitions") return definitionBlocks(holder, document);
  const rows = holder.rows.filter(({ cells }) => cells.length > 0);
  const [first] = rows;
  if (!first) return [];
  const headed = first.headers > 1 && first.headers === first.cells.length;
  const body = headed ? rows.slice(1) : rows;
  return [
    {
      kind: "table",
      header: headed ? first.cells : [],
      rows: body.map(({ cells, line }) => ({ cells, at: lineAt(document, line) })),
      at,
    },
  ];
}

/** The signature of an endpoint (`GET /users`) with what is defined below it is a section of its own. */
function definitionBlocks({ entries, line }: OpenDefinitions, document: string): readonly Block[] {
  if (entries.length === 0) return [];
  const isSignature = entries.every(({ term }) => requestLine(term.map(({ text }) => text).join("")) !== undefined);
  if (!isSignature) return [{ kind: "definitions", entries, at: lineAt(document, line) }];
  return entries.flatMap(({ term, body, at }): Block[] => [
    { kind: "heading", level: SIGNATURE_LEVEL, words: term, anchors: [], at },
    ...body,
  ]);
}

function cellOf(blocks: readonly Block[]): Cell {
  const words: Run[] = [];
  for (const block of blocks) {
    const runs = runsOf(block);
    if (runs.length === 0) continue;
    if (words.length > 0) words.push({ text: "\n" });
    words.push(...runs);
  }
  return { words, blocks: blocks.filter(({ kind }) => kind !== "paragraph") };
}

function runsOf(block: Block): readonly Run[] {
  if (block.kind === "paragraph" || block.kind === "heading") return block.words;
  if (block.kind === "list") return block.items.flatMap(({ blocks }) => [...cellOf(blocks).words, { text: "\n" }]);
  return block.kind === "code" ? [{ text: block.text, mark: "code" }] : [];
}

/** Without spaces at both ends, and without runs of which nothing is left. */
export function trimmedRuns(runs: readonly Run[]): Run[] {
  const kept = runs.filter(({ text }) => text !== "");
  while (kept[0]?.text.trim() === "") kept.shift();
  while (kept.at(-1)?.text.trim() === "") kept.pop();
  const [first] = kept;
  if (first) kept[0] = { ...first, text: first.text.trimStart() };
  const last = kept.at(-1);
  if (last) kept[kept.length - 1] = { ...last, text: last.text.trimEnd() };
  return kept;
}
