import { remembered } from "../remembered.ts";
import { isPlural, stem, words } from "../streams/words.ts";

/** What something is called, in the forms in which names are compared. */
export interface Thing {
  readonly stem: string;
  /** Without separators. */
  readonly squeezed: string;
  /** Without the words that say "many of these". */
  readonly trimmed: string;
}

/** What the name of an answer's field says of what it holds. */
export interface PlaceName extends Thing {
  readonly text: string;
  readonly isPlural: boolean;
  /** Envelopes call the records so, whatever these are. */
  readonly isEnvelope: boolean;
  /** What stands beside the records is called so; `small`: where it holds little. */
  readonly isAside: boolean | "small";
  /** It tells about a page of records, not about one. */
  readonly tellsOfPage: boolean;
  /** It tells how a request went. */
  readonly tellsOfOutcome: boolean;
}

const ENVELOPE = new Set(
  (
    "data items item results result records record values value rows row entries entry content contents list objects " +
    "elements resources hits docs documents response collection members children edges nodes payload " +
    "search_results result_set output"
  ).split(" "),
);
const ASIDE =
  /^_?(errors?|warnings?|_?links|included?s?|includes|expansions|meta(data)?|facets?|aggregations?|pagination|paging|page_?info|cursors?|debug|notices?|validation\w*|embedded_resources|relationships|search_?criteria|expand(s|able)?|profiling|breadcrumbs?)$/i;
const OFTEN_ASIDE =
  /^_?(messages?|link|status|filters?|sort(s|ed|ing)?|columns?|headers?|schema|ranges?|query|tags|fields)$/i;
const OUTCOME =
  /^_?(ok|success|(response_?)?status(_?code)?|code|messages?|msg|errors?|error_?(code|message)s?|warnings?|request_?id|trace_?id|(response_?)?meta(data)?|links?|api_?version|jsonapi|took|timestamp|result_?code|copyright)$/i;
const PAGING =
  /^(@?odata[.\w]*|_?(links?|meta(data)?)|pagination|paging|page_?(info|size|number|count|token|no|num)?|pages|per_?page|(next|prev(ious)?|first|last)(_?(page|uri|cursor|token|link|url|uri|offset|href|sync_?token|page_?(token|url|uri)))?|total(_?(count|items|results?|pages|records|rows|elements|size|hits|entries|num\w*))?|count|has_?(more|next)(_\w+)?|is_?last(_?page)?|limit|offset|skip|top|cursor|size|num_?(results|pages|found)|(start|end)(_?(at|index|position))?|max_?results|(result|total)_?set_?size|search_?criteria|response_?(metadata|status|code|time)|result_?(info|size|count|set)|continuation_?token|(current|max|number_?of)_?pages?|(items|results?|records|entries)_?(on|per)_?page|self|href|kind|etag|object|status|success|ok|code|error_?(code|message|s)?|errors|warnings?|messages?|request_?id|uri|url|from|to|sort(ed)?_?(by|order)?|(first|next|prev\w*|last)_?page_?ur[il]|facets|resource|included|copyright|took|timed_?out|api_?version|version|number_?of_?elements|empty|order|query|has_?previous|jsonapi|provider_?name|date_?time_?utc|id|(un)?filtered)$/i;

export const placeName: (text: string) => PlaceName = remembered((text) => {
  const parts = words(text);
  return {
    text,
    ...thingOf(stem(text)),
    isPlural: isPlural(parts.at(-1) ?? ""),
    isEnvelope: isEnvelopeWord(parts.join("_")),
    isAside: ASIDE.test(text) || (OFTEN_ASIDE.test(text) && "small"),
    tellsOfPage: PAGING.test(text),
    tellsOfOutcome: OUTCOME.test(text),
  };
});

export function isEnvelopeWord(word: string): boolean {
  return ENVELOPE.has(word);
}

export const thingOf: (stem: string) => Thing = remembered((stem) => ({
  stem,
  squeezed: stem.replaceAll("_", ""),
  trimmed: stem.replace(/_(list|collection|item|result|record|detail|data|set|array|entry|response|info)s?$/, ""),
}));

/** `payouts`, `PayoutList` and `payout_items` are the same thing. */
export function sameThing(one: Thing, other: Thing): boolean {
  return one.squeezed === other.squeezed || one.trimmed === other.trimmed;
}
