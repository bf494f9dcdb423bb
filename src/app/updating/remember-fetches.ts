import type { Ports } from "../ports.ts";

/** Ports by which an address that was fetched once gives the same answer again: two readings of it are of one document. */
export function rememberFetches(ports: Ports): Ports {
  const { fetch } = ports;
  if (!fetch) return ports;
  const known = new Map<string, Response>();
  const remembering: typeof fetch = async (input, init) => {
    const key = input instanceof Request ? input.url : String(input);
    const held = known.get(key);
    if (held) return held.clone();
    const response = await fetch(input, init);
    if (response.ok) known.set(key, response.clone());
    return response;
  };
  return { ...ports, fetch: remembering };
}
