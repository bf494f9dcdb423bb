import type { Stream } from "../model/stream.ts";
import { plainText } from "../printing/wrap.ts";

/** What fits the first line of a class's docstring. */
const FITS = 76;

/** What a stream's class says of itself: a line, and what there is to add. */
export function streamDoc({ name, title, description }: Stream): {
  readonly summary: string;
  readonly details: string | undefined;
} {
  const told = plainText(title ?? "");
  const more = withoutFirst(plainText(description ?? ""), told);
  const short = told !== "" && told.length <= FITS;
  const details = short ? more : `${sentence(told)} ${more}`.trim();
  return { summary: sentence(short ? told : inWords(name)), details: details === "" ? undefined : details };
}

const sentence = (text: string): string => text.replace(/[^.!?]$/, "$&.");

/** Many descriptions begin with the title, and many have nothing else. */
function withoutFirst(text: string, first: string): string {
  const bare = first.replace(/[.!?]+$/, "");
  if (bare === "" || !text.toLowerCase().startsWith(bare.toLowerCase())) return text;
  const rest = text.slice(bare.length);
  return /^([.!?]+(\s|$)|$)/.test(rest) ? rest.replace(/^[.!?]+/, "").trim() : text;
}

/** `user_groups` as "User groups". */
function inWords(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
