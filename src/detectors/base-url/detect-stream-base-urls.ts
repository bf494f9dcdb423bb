import { conclude } from "../../evidence/confidence.ts";
import type { BaseUrl } from "../../evidence/detection.ts";
import type { Finding } from "../../evidence/finding.ts";
import type { ServerFact } from "../../evidence/http-facts.ts";
import type { ListedStream } from "../../evidence/listed-stream.ts";
import { serverCandidates } from "./detect-base-url.ts";

/** Streams whose operations answer elsewhere than the source's base URL: one finding for each. */
export function detectStreamBaseUrls(
  streams: readonly ListedStream[],
  base: Finding<BaseUrl> | undefined,
): readonly Finding<BaseUrl>[] {
  return streams.flatMap(({ name, operation }) => {
    const servers = operation.servers ?? [];
    const found = elsewhere(name, servers);
    return found && found.value.url !== base?.value.url && !offers(base, found.value.url) ? [found] : [];
  });
}

function elsewhere(stream: string, servers: readonly ServerFact[]): Finding<BaseUrl> | undefined {
  return servers.length === 0 ? undefined : conclude("base-url", stream, serverCandidates(servers));
}

/** A server that the whole API may be reached at as well says nothing of its own. */
function offers(base: Finding<BaseUrl> | undefined, url: string): boolean {
  return base?.rivals.some(({ value }) => value.url === url) ?? false;
}
