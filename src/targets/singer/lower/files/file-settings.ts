import type { Setting } from "../../../../model/setting.ts";

const reading = (
  name: string,
  title: string,
  { description, preset }: { readonly description: string; readonly preset?: number },
): Setting => ({
  name,
  title,
  description,
  type: preset === undefined ? "string" : "integer",
  secret: false,
  required: false,
  ...(preset === undefined ? {} : { default: preset }),
  purpose: "input",
});

const ALL: readonly Setting[] = [
  reading("location", "Another folder", {
    description:
      "Read this folder of the machine that the tap runs on, in place of the real one, to try the tap: file:///home/me/samples.",
  }),
  reading("unpacked_limit_mb", "Limit of unpacked files", {
    description: "Megabytes that a compressed file may unpack to. One that is larger is left and told.",
    preset: 20_000,
  }),
];

/** What can be said to a tap of how it reads, beside the model's own settings; all of it may be left out. */
export function fileSettings(own: readonly Setting[]): Setting[] {
  const known = new Set(own.map(({ name }) => name));
  return ALL.filter(({ name }) => !known.has(name));
}
