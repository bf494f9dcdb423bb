import type { Facts } from "../evidence/facts.ts";
import type { TextLoader } from "./load-texts.ts";
import type { ReadContext } from "./read-context.ts";
import type { SourceDocument, SourceText } from "./source-document.ts";

interface Named {
  readonly title: string;
  /** More documents than this in one folder are a collection, not one source. */
  readonly most: number;
}

/** JSON or YAML that describes a source. */
export interface StructuredInput extends Named {
  readonly form: "structured";
  /** Whether a text may be of this kind, told without parsing it; for finding documents in a folder. */
  mayBe(text: string): boolean;
  /** Whether a parsed document is of this kind. */
  sniff(value: unknown): boolean;
  /** All of them describe one source. Errors: a `Failure`. */
  read(documents: readonly SourceDocument[], loader: TextLoader, context: ReadContext): Promise<Facts>;
}

/** Text of another form that describes a source: prose, program text. */
export interface TextInput extends Named {
  readonly form: "text";
  /** Whether a text is of this kind, told by its name (`guide.md`) and its words. */
  sniff(text: string, name: string): boolean;
  /** All of them describe one source. Errors: a `Failure`. */
  read(texts: readonly SourceText[], loader: TextLoader, context: ReadContext): Promise<Facts>;
}

/** Files of records that show what others like them hold. */
export interface SampleInput extends Named {
  readonly form: "sample";
  /** Whether a file is one by its name, whatever else it looks like. */
  isNamed(text: string, name: string): boolean;
  /** Whether a file may be one, told without parsing it; for finding documents in a folder. */
  mayBe(text: string, name: string): boolean;
  /** Whether a text that is no JSON and no page is one. */
  sniffText(text: string, name: string): boolean;
  /** Whether JSON that nobody else knows is one. */
  sniffValue(value: unknown): boolean;
  /** All of them lie in one place. Errors: a `Failure`. */
  read(documents: readonly SourceDocument[], loader: TextLoader, context: ReadContext): Promise<Facts>;
}

export type Input = StructuredInput | TextInput | SampleInput;
