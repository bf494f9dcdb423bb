import { expect, it } from "vitest";
import { bytesOf } from "./generated-file.ts";

it.each(["", "plain", "é", "the user’s", "\u{1f600} and \ud800 alone", "\ufeffmark", "\0"])(
  "the bytes of %j are its UTF-8",
  (content) => {
    const file = { path: "a.txt", content };
    expect(Buffer.from(bytesOf(file)).equals(Buffer.from(content))).toBe(true);
    expect(bytesOf(file)).toBe(bytesOf(file));
  },
);
