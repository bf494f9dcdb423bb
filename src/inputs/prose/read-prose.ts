import type { ProseFact } from "../../evidence/http-facts.ts";
import { createScrubber } from "../scrub-secrets.ts";
import { type Block, plainText, textOfBlock } from "./blocks.ts";
import { isGeneral } from "./labels.ts";
import { targetIn } from "./request-line.ts";
import { eachSection, pageTitle, type Section } from "./sections.ts";
import type { BaseUrl } from "./servers.ts";
import { readTarget } from "./target-path.ts";

const LONGEST = 6000;
const MOST = 2000;

/** Samples hold somebody's tokens as often as not. */
const scrub = createScrubber([]);

/** What pages say beside their endpoints: of the API as a whole, or of the group that the page is about. */
export function readProse(roots: readonly Section[], owned: ReadonlySet<Block>): readonly ProseFact[] {
  return roots
    .flatMap((root) => {
      const sections = [...eachSection(root)];
      const hasEndpoints = sections.some(({ blocks }) => blocks.some((block) => owned.has(block)));
      return sections.flatMap((section): ProseFact[] => {
        const blocks = section.blocks.filter((block) => !owned.has(block));
        const text = blocks
          .map(textOfBlock)
          .filter((one) => one !== "")
          .join("\n\n")
          // Commands in one line.
          .replace(/\\\n\s*/g, " ")
          .slice(0, LONGEST);
        if (text === "") return [];
        const isWhole = !hasEndpoints || isGeneral(section);
        const told = section.title === "" ? text : `${section.title}\n\n${text}`;
        return [{ text: scrub(told), tag: isWhole ? undefined : pageTitle(root), at: section.at }];
      });
    })
    .slice(0, MOST);
}

const BASE =
  /\bbase ?(?:url|uri|path|address)|\broot (?:url|endpoint|uri)|\b(?:all|every|any|each)\b[^.]{0,30}\b(?:urls?|requests?|endpoints?|calls|paths?|access)\b[^.]{0,60}\b(?:start|begin|prefix|relative|accessed|made|sent|available|served|reachable|located)\w*\b|\b(?:urls?|paths?|endpoints?|requests?)\b[^.]{0,30}\b(?:start|begin|prefixed|relative)\w*\b|\bapi (?:url|endpoint|root|host|server)\b|^\W*(?:host|server|endpoint)\W*:|\bendpoint is\b/im;
const NO_BASE =
  /\b(?:image|cdn|asset|auth\w*|token|webhook|upload|download|documentation|sandbox|staging)\b[^.\n]{0,20}\b(?:base|root)\b/i;
const ADDRESS = /https?:\/\/[^\s"'`<>()[\]|]*(?:[<{[][\w .-]+[>}\]][^\s"'`<>()[\]|]*)*/g;

/** Addresses that are called the base of all others. */
export function baseUrls(roots: readonly Section[]): readonly BaseUrl[] {
  const sections = roots.flatMap((root) => [...eachSection(root)]);
  return sections.flatMap(basesOf).slice(0, 50);
}

function basesOf({ title, blocks }: Section): BaseUrl[] {
  let caption = title;
  return blocks.flatMap((block) => {
    if (block.kind === "include") return [];
    const text = textOfBlock(block).slice(0, 2000);
    const said = block.kind === "code" ? caption : text;
    const isTold = BASE.test(said) && !NO_BASE.test(said) && (block.kind !== "code" || text.length < 300);
    if (block.kind === "paragraph") caption = `${title} ${plainText(block.words)}`;
    return isTold ? basesIn(text, block) : [];
  });
}

function basesIn(text: string, block: Block): BaseUrl[] {
  const host = /^\W*(?:base ?(?:url|uri|path)|host|server)\W*:\W*((?:[\w-]+\.)+[a-z]{2,}(?:\/[\w./-]*)?)\b/im.exec(
    text,
  )?.[1];
  const addresses = [...text.matchAll(ADDRESS)].map(([address]) => address.replace(/[.,;:*]+$/, ""));
  return [...addresses, ...(host ? [`https://${host}/`] : [])].flatMap((address) => {
    const written = targetIn(address);
    const target = written === undefined ? undefined : readTarget(written);
    if (!target?.origin || target.query.length > 0) return [];
    return [{ origin: target.origin, segments: target.segments, at: block.at }];
  });
}
