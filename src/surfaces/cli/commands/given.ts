import { InvalidArgumentError } from "commander";

/** For arguments that are paths: an empty one is mostly a shell variable that isn't set, and would mean the folder that one is in. */
export function given(value: string): string {
  if (value.trim() === "") throw new InvalidArgumentError("It is empty.");
  return value;
}

/** For arguments of which there may be several. */
export function givenEach(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), given(value)];
}
