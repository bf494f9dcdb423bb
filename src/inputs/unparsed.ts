/** What is known of a text before it is parsed. */
export interface Unparsed {
  readonly name: string;
  readonly origin: string;
  readonly text: string;
}
