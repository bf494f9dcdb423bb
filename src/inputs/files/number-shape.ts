import type { NumberShape, Seen } from "../../evidence/file-facts.ts";

/** Measures the digits of numbers. */
export function measureNumbers() {
  let most = 0;
  const fraction = { ".": 0, ",": 0 };
  let length: number | undefined;
  let count = 0;
  let zeros = 0;
  let first: Seen | undefined;
  return {
    add(text: string, forms: readonly string[], seen: () => Seen): void {
      if (!forms.some((form) => form === "whole" || form.startsWith("number"))) return;
      const bare = text.replace(/^[+-]/, "");
      const mark = Math.max(bare.lastIndexOf("."), bare.lastIndexOf(","));
      const whole = mark < 0 ? bare : bare.slice(0, mark);
      most = Math.max(most, whole.replace(/\D/g, "").length);
      const sign = bare[mark] === "," ? "," : ".";
      if (mark >= 0) fraction[sign] = Math.max(fraction[sign], bare.length - mark - 1);
      length = count === 0 || length === bare.length ? bare.length : undefined;
      count++;
      if (!/^0\d/.test(bare)) return;
      zeros++;
      first ??= seen();
    },
    shape: (): NumberShape => ({ whole: most, fraction, length, leadingZero: first && { count: zeros, first } }),
  };
}
