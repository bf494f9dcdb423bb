import type { Draft } from "./draft.ts";
import { sized, sizeLever } from "./draft-numbered.ts";
import { headerEvidence, leverEvidence, pointerEvidence, proseEvidence } from "./evidence.ts";
import type { Observed } from "./observe.ts";

/** Next pages whose address the source gives: in the body, or in the `Link` header. */
export function draftLinks(observed: Observed): Draft[] {
  return [...draftNextUrls(observed), ...draftLinkHeader(observed)];
}

function draftNextUrls(observed: Observed): Draft[] {
  const { pointers, prose } = observed;
  return pointers.flatMap((pointer) => {
    if (pointer.role !== "next-url") return [];
    const follow = prose.find(({ kind }) => kind === "follow-next");
    const promised = {
      signal: "pagination/next-promised",
      weight: 0.5,
      says: "the schema promises the link, or says that it can be null",
      at: pointer.within,
    };
    return [
      {
        value: { kind: "next-url", path: pointer.path, ...sized(sizeLever(observed)) },
        evidence: [
          pointerEvidence(pointer),
          ...(pointer.promised ? [promised] : []),
          ...(follow ? [proseEvidence(follow)] : []),
          ...support(observed),
        ],
        against: [],
      },
    ];
  });
}

function draftLinkHeader(observed: Observed): Draft[] {
  const header = observed.headers.find(({ role }) => role === "link");
  const prose = observed.prose.filter(({ kind }) => kind === "link-header");
  const own = prose.filter(({ about }) => about === "operation");
  // What is said of the whole API speaks of this list only if it shows a sign of paging itself.
  const paged =
    observed.levers.length > 0 || observed.prose.some(({ kind, about }) => kind === "paged" && about === "operation");
  const said = own.length > 0 ? own : prose.filter(() => paged);
  const described = observed.levers.find(({ description }) => /\blink\b[^.]{0,80}\bheader\b/i.test(description));
  const evidence = [
    ...(header ? [headerEvidence(header)] : []),
    ...said.map((one) => proseEvidence(one)),
    ...(described ? [leverEvidence(described, 0.7)] : []),
  ];
  if (evidence.length === 0) return [];
  return [
    {
      value: { kind: "link-header", rel: "next", ...sized(sizeLever(observed)) },
      evidence: [...evidence, ...support(observed)],
      against: [],
    },
  ];
}

/** A size parameter or a word about pages makes a link more than an ornament. */
function support(observed: Observed) {
  const size = sizeLever(observed);
  const paged = observed.prose.find(({ kind, about }) => kind === "paged" && about === "operation");
  return [...(size ? [leverEvidence(size, 0.4)] : []), ...(paged ? [proseEvidence(paged, 0.4)] : [])];
}
