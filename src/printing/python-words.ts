const KEYWORDS =
  "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield match case type";

const RESERVED = new Set(KEYWORDS.split(" "));

export function isPythonReserved(name: string): boolean {
  return RESERVED.has(name);
}
