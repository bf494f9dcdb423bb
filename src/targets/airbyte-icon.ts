import { createHash } from "node:crypto";
import { plainText } from "../printing/wrap.ts";

/** A square with the title's first letter, in a colour of its own. */
export function icon(title: string): string {
  const hue = createHash("sha256").update(title).digest().readUInt16BE(0) % 360;
  const letter = /[\p{L}\p{N}]/u.exec(plainText(title))?.[0]?.toUpperCase() ?? "S";
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" width="250" height="250" viewBox="0 0 250 250">',
    `  <rect width="250" height="250" rx="40" fill="hsl(${hue}, 55%, 45%)"/>`,
    `  <text x="125" y="170" font-family="sans-serif" font-size="130" font-weight="bold" text-anchor="middle" fill="#fff">${letter}</text>`,
    "</svg>",
    "",
  ].join("\n");
}
