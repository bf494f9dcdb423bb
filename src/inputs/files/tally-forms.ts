import type { FormCount, Seen } from "../../evidence/file-facts.ts";

interface Tally {
  count: number;
  readonly first: Seen;
  unlike: Seen | undefined;
}

/** Counts how many values have which form, with the first value that has it and the first that hasn't. */
export function tallyForms() {
  const forms = new Map<string, Tally>();
  let first: Seen | undefined;
  return {
    first: () => first,
    add(own: readonly string[], seen: () => Seen): void {
      const before = first;
      first ??= seen();
      for (const form of own) {
        const tally = forms.get(form);
        if (tally) tally.count++;
        else forms.set(form, { count: 1, first: seen(), unlike: before });
      }
      for (const [form, tally] of forms) if (!tally.unlike && !own.includes(form)) tally.unlike = seen();
    },
    counts: (): FormCount[] => [...forms].map(([form, tally]) => ({ form, ...tally })),
  };
}
