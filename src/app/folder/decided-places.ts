import type { Overrides, StreamOverride } from "../../model/overrides.ts";

/** Where in `connector.yaml` stands what a key of `overrides.yaml` decides. */
const SOURCE_PLACES: Readonly<Record<string, readonly string[]>> = { title: ["title"] };
const STREAM_PLACES: Readonly<Record<string, readonly string[]>> = {
  records: ["access", "recordsPath"],
  pagination: ["access", "pagination"],
  softDelete: ["access", "softDelete"],
  glob: ["access", "glob"],
  format: ["access", "format"],
  encoding: ["access", "encoding"],
  content: ["access", "content"],
  fields: ["access", "fields"],
  dateOrder: ["access", "fields"],
  decimalMark: ["access", "fields"],
};

/** Whether `overrides.yaml` decides what stands at a place of `connector.yaml`: it does here, or somewhere below. */
export function decidedPlaces({ source = {}, all = {}, streams = {} }: Overrides) {
  const ofSource = Object.keys(source).map((key) => SOURCE_PLACES[key] ?? ["source", key]);
  return (at: readonly string[]): "here" | "below" | undefined => {
    const name = at[0] === "streams" ? at[1] : undefined;
    const places = name === undefined ? [] : streamPlaces(name, streams[name] ?? all);
    const found = [...ofSource, ...places].map((place) => standing(at, place));
    if (found.includes("here")) return "here";
    const isAbove = at.length === 0 || (at.length === 1 && at[0] === "streams" && hasDecisions(streams, all));
    return isAbove || found.includes("below") ? "below" : undefined;
  };
}

function streamPlaces(name: string, override: StreamOverride): string[][] {
  return Object.keys(override).map((key) => ["streams", name, ...(STREAM_PLACES[key] ?? [key])]);
}

function standing(at: readonly string[], place: readonly string[]): "here" | "below" | undefined {
  const isAlong = at.every((step, index) => index >= place.length || step === place[index]);
  if (!isAlong) return undefined;
  return at.length >= place.length ? "here" : "below";
}

function hasDecisions(streams: NonNullable<Overrides["streams"]>, all: StreamOverride): boolean {
  return Object.keys(streams).length + Object.keys(all).length > 0;
}
