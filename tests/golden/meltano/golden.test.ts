import { join } from "node:path";
import { load } from "js-yaml";
import { describe, expect, it } from "vitest";
import { targets } from "../../../src/targets/registry.ts";
import { model, setting, startDate, stream } from "../../../src/targets/singer/test-support.ts";
import { emitted, itIsGolden } from "../golden-project.ts";
import { dull, EVIL, nasty } from "../singer/models.ts";
import { shop } from "../singer/tables.ts";

const { meltano, singer } = targets;
const isTap = (path: string) => path.startsWith("extract/");

describe.each([
  ["dull", dull],
  ["nasty", nasty],
] as const)("a %s source", (name, source) => {
  itIsGolden(meltano, source, join(import.meta.dirname, name), (path) => !isTap(path));

  it("holds the very tap that the singer target makes", () => {
    const inside = [...emitted(meltano, source)].filter(([path]) => isTap(path));
    const place = `extract/tap-${source.name}/`;
    expect(inside).toEqual([...emitted(singer, source)].map(([path, content]) => [place + path, content]));
  });

  it("loses what the tap loses, and no more", () => {
    const options = { connectorVersion: "0.1.0" };
    expect(meltano.lower(source, options).losses).toEqual(singer.lower(source, options).losses);
  });
});

const tables = await shop();

describe("meltano.yml", () => {
  it.each([
    ["an API", nasty],
    ["tables", tables],
  ])("asks for %s as the tap's own does, down to how it reads", (_, source) => {
    const own = load(emitted(singer, source).get("meltano.yml") ?? "") as Project;
    const { pip_url: _own, ...tap } = own.plugins.extractors[0] ?? {};
    expect(project(source).plugins.extractors[0]).toMatchObject(tap);
    expect(emitted(meltano, source).get(".env.example")).toBe(emitted(singer, source).get(".env.example"));
  });

  const project = (source: typeof dull) => load(emitted(meltano, source).get("meltano.yml") ?? "") as Project;

  it("gives texts of documents to nobody's environment", () => {
    const texts = [EVIL, "$HOME", "${HOME}", "\\$HOME", "$5 and $home", "${not a name}", "$$HOME"];
    const settings = texts.map((text, at) => setting(`one_${at}`, { title: text, default: text, required: false }));
    const [extractor] = project(model({ settings: [...settings, startDate] })).plugins.extractors;
    const values = extractor?.settings.slice(0, texts.length).map(({ value }) => expanded(String(value)));
    expect(values).toEqual(texts);
  });

  it("asks for what is required and has no default", () => {
    const settings = [
      setting("account", { secret: true }),
      setting("region", { default: "eu" }),
      setting("limit", { type: "number", required: false }),
      startDate,
    ];
    const [extractor] = project(model({ settings })).plugins.extractors;
    expect(extractor?.settings_group_validation).toEqual([["account"]]);
    expect(extractor?.settings.map(({ kind }) => kind)).toEqual([undefined, undefined, "decimal", "date_iso8601"]);
  });

  it("reads the streams that were chosen", () => {
    const source = model({ streams: [stream("orders"), stream("carts", { selected: false })] });
    expect(project(source).plugins.extractors[0]?.select).toEqual(["orders.*"]);
  });
});

interface Project {
  readonly plugins: { readonly extractors: readonly Extractor[] };
}

interface Extractor {
  readonly pip_url?: string;
  readonly select: readonly string[];
  readonly settings_group_validation?: readonly (readonly string[])[];
  readonly settings: readonly { readonly value?: unknown; readonly kind?: string }[];
}

/** As Meltano reads a default: variables are looked up, those behind a backslash stand for themselves. */
function expanded(text: string): string {
  return text.replace(/(\\)?\$(?:\{[\p{L}\p{N}_]+\}|[A-Z][A-Z0-9_]*)/gu, (found, escape) =>
    escape === undefined ? "(looked up)" : found.slice(1),
  );
}
