/** A number that is always the same for the same parts: 32 bits (FNV-1a, then mixed). */
export function hashOf(...parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const part of parts) {
    const text = String(part);
    for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    hash = Math.imul(hash ^ 0x100, 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** One of the choices, always the same one for the same parts. */
export function choose<T>(choices: readonly T[], ...parts: readonly (string | number)[]): T | undefined {
  return choices[hashOf(...parts) % choices.length];
}

/** Hexadecimal digits, always the same for the same parts. */
export function hexOf(digits: number, ...parts: readonly (string | number)[]): string {
  let text = "";
  for (let round = 0; text.length < digits; round++)
    text += hashOf(round, ...parts)
      .toString(16)
      .padStart(8, "0");
  return text.slice(0, digits);
}
