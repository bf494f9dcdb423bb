import { describe, expect, test } from "vitest";
import { remembered, rememberedOf } from "./remembered.ts";

function counting<Of, Made>(make: (of: Of) => Made): { readonly made: () => number; readonly call: (of: Of) => Made } {
  let calls = 0;
  return {
    made: () => calls,
    call: (of) => {
      calls++;
      return make(of);
    },
  };
}

describe("a function of a text that is remembered", () => {
  test("is called once for each text, whatever it gives", () => {
    const { made, call } = counting((text: string) => (text === "" ? undefined : text.length));
    const length = remembered(call);
    expect([length("ab"), length("ab"), length(""), length(""), length("abc")]).toEqual([
      2,
      2,
      undefined,
      undefined,
      3,
    ]);
    expect(made()).toBe(3);
  });

  test("holds no long texts", () => {
    const { made, call } = counting((text: string) => text.length);
    const length = remembered(call);
    const long = "x".repeat(1000);
    expect([length(long), length(long)]).toEqual([1000, 1000]);
    expect(made()).toBe(2);
  });

  test("forgets rather than grows without end", () => {
    const { made, call } = counting((text: string) => text);
    const same = remembered(call);
    for (let at = 0; at < 100_000; at++) same(String(at));
    const before = made();
    expect(same("0")).toBe("0");
    expect(made()).toBe(before + 1);
  });
});

test("a function of a thing that is remembered is called once for each thing, equal ones apart", () => {
  const { made, call } = counting((thing: { readonly name: string }) => thing.name);
  const name = rememberedOf(call);
  const one = { name: "a" };
  expect([name(one), name(one), name({ name: "a" })]).toEqual(["a", "a", "a"]);
  expect(made()).toBe(2);
});
