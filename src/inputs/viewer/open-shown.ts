import { Failure } from "../../diagnostics/failure.ts";
import { isRecord, member } from "../json-value.ts";
import type { TextLoader } from "../load-texts.ts";
import { locate } from "../locations.ts";
import type { ReadContext } from "../read-context.ts";
import type { SourceText } from "../source-document.ts";
import { type Shown, shownByPage, shownByScript } from "./shown-description.ts";

/** A description, and the page and its files that led to it. */
export interface Opened {
  readonly description: SourceText;
  readonly by: readonly SourceText[];
}

type Reading = { readonly loader: TextLoader; readonly context: ReadContext };

/**
 * The description that a page shows which is made for reading one in a browser; `undefined` where it is no such page.
 * Errors: a `Failure` where what it shows can't be had, or where it offers several.
 */
export async function openShown(page: SourceText, reading: Reading): Promise<Opened | undefined> {
  const shown = shownByPage(page.text);
  if (shown?.kind !== "scripts") return shown && open(shown, page, { page, ...reading });
  for (const address of shown.addresses) {
    const script = await referIfThere(address, { page, ...reading });
    const said = script && shownByScript(script.text);
    if (!said || said.kind === "scripts") continue;
    const opened = await open(said, script, { page, ...reading });
    return { ...opened, by: [page, script, ...opened.by] };
  }
  return undefined;
}

/** A script that can't be had may have nothing to do with descriptions. */
async function referIfThere(address: string, way: Way): Promise<SourceText | undefined> {
  try {
    return await refer(address, way);
  } catch (cause) {
    if (cause instanceof Failure) return undefined;
    throw cause;
  }
}

interface Way extends Reading {
  readonly page: SourceText;
}

async function open(shown: Exclude<Shown, { kind: "scripts" }>, from: SourceText, way: Way): Promise<Opened> {
  switch (shown.kind) {
    case "embedded":
      return { description: { ...from, text: shown.text }, by: [] };
    case "addresses":
      return { description: await refer(theOnly(shown.addresses, way), way), by: [way.page] };
    case "config": {
      const config = await refer(shown.address, way);
      return { description: await refer(theOnly(addressesIn(config), way), way), by: [way.page, config] };
    }
  }
}

/** Browsers take all of these addresses as seen from the page, whichever file they stand in. */
async function refer(address: string, { page, loader, context }: Way): Promise<SourceText> {
  const located = locate(address, page, context.allowedOrigins);
  switch (located.kind) {
    case "file":
    case "url":
      return loader.refer(located, page);
    case "forbidden":
      throw unusable(
        page,
        `of another host; give its address instead, or allow it with --allow-origin ${located.origin}`,
        address,
      );
    case "outside":
    case "unusable":
      throw unusable(page, "that can't be reached from here; give the description itself", address);
  }
}

function theOnly(addresses: readonly string[], { page }: Way): string {
  const [only, ...others] = addresses;
  if (only === undefined)
    throw new Failure("unusable", `${page.origin} shows no API description; give the JSON or YAML file itself`);
  if (others.length === 0) return only;
  const some = addresses.slice(0, 10).join(", ");
  throw new Failure(
    "unusable",
    `${page.origin} shows ${addresses.length} API descriptions; give the one that is meant: ${some}`,
  );
}

/** Of Swagger UI's configuration: `{"url": …}` or `{"urls": [{"url": …, "name": …}]}`. */
function addressesIn({ text }: SourceText): readonly string[] {
  const config = parsed(text);
  const urls = member(config, "urls");
  const all = Array.isArray(urls) ? urls.map((one) => member(one, "url")) : [member(config, "url")];
  return all.filter((one) => typeof one === "string");
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined; // Told as a page that shows nothing.
  }
}

function unusable(page: SourceText, what: string, address: string): Failure {
  return new Failure("unusable", `${page.origin} shows an API description ${what} (${address.slice(0, 300)})`);
}
