/** Who wins where both sides say something else. ours: what the user made of a file; theirs: what is generated now. */
export type Winner = "ours" | "theirs";

/** `from` counts from 1; a `count` of 0 is the place before that line. */
export interface Lines {
  readonly from: number;
  readonly count: number;
}

/** A place where the user and the generator changed the same thing, each in another way. */
export interface Clash {
  /** Dotted, in a file that has keys: `streams.orders.primaryKey`. */
  readonly at?: string;
  readonly ours: Lines;
  readonly theirs: Lines;
}

export interface MergedText {
  readonly text: string;
  /** Empty: everything of both sides is in the text. */
  readonly clashes: readonly Clash[];
  /** Lines that both sides added in other places, and that stand there twice now. */
  readonly doubled?: readonly string[];
  /** Places that the user edited and at which what is generated counts all the same. */
  readonly outranked?: readonly string[];
}

/** Three versions of one text. */
export interface Versions {
  /** As it was generated last. */
  readonly base: string;
  /** What the user made of it. */
  readonly ours: string;
  /** As it is generated now. */
  readonly theirs: string;
}
