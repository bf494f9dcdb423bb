/** What a declared type is in our notation, from its arguments. `words`: what else stands in its name. */
export type TypeRule = (args: readonly string[], words: string) => string;

export type TypeTable = Readonly<Record<string, TypeRule>>;

/** The same whatever the arguments. */
export const plain =
  (type: string): TypeRule =>
  () =>
    type;

/** `text(n)`; without a number, or with `MAX`, as `preset` says. */
export const sized =
  (type: "text" | "char" | "bytes" | "bits", preset?: number): TypeRule =>
  ([length]) => {
    const digits = /^\d+/.exec(length ?? "")?.[0] ?? (length === undefined ? preset?.toString() : undefined);
    return digits === undefined ? type : `${type}(${Number(digits)})`;
  };

/** `timestamp(p)`. */
export const precise =
  (type: "time" | "timetz" | "timestamp" | "timestamptz", preset: number): TypeRule =>
  ([precision]) =>
    `${type}(${/^\d+$/.test(precision ?? "") ? Number(precision) : preset})`;

/** `decimal(p,s)`; without arguments as `preset` says. */
export const decimal =
  (preset: string): TypeRule =>
  ([precision, scale]) =>
    /^\d+$/.test(precision ?? "") ? `decimal(${Number(precision)},${Number(scale ?? 0)})` : preset;

/** Single precision up to so many binary digits. */
export const float =
  (single: number, preset: "float32" | "float64"): TypeRule =>
  ([digits]) => {
    if (!/^\d+$/.test(digits ?? "")) return preset;
    return Number(digits) <= single ? "float32" : "float64";
  };

export const listed =
  (type: "enum" | "set"): TypeRule =>
  (args) =>
    `${type}(${args.join("|")})`;
