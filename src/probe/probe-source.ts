import type { Auth } from "../model/auth.ts";
import type { ConnectorModel } from "../model/connector-model.ts";
import type { HttpSource } from "../model/http.ts";
import { fillTemplate } from "../model/template.ts";
import type { Json } from "../model/values.ts";
import type { HttpRequest } from "./http-request.ts";
import type { Offered, Probed, ProbeReport } from "./probe-report.ts";
import { probeStream } from "./probe-stream.ts";
import { createSender, type Pace, type Sender, type Wire } from "./send-requests.ts";
import { type Fill, type SignedIn, signIn } from "./sign-in.ts";
import { firstRequest, type HttpStream, type Made, type RequestParts } from "./stream-request.ts";

export interface ProbeRequest {
  readonly model: ConnectorModel;
  readonly source: HttpSource;
  /** To be tried, with the parents that they need, parents first. */
  readonly streams: readonly HttpStream[];
  /** Values of the model's settings, checked. */
  readonly settings: Readonly<Record<string, Json>>;
  readonly offered: readonly Offered[];
  readonly pace: Pace;
  /** Streams that are read by POST are tried too. */
  readonly post: boolean;
  readonly progress: (line: string) => void;
}

/**
 * Tries on the live source what a connector believes of it, by requests that only read.
 * Errors: a `Failure` where the source can't be reached.
 */
export async function probeSource(request: ProbeRequest, wire: Wire): Promise<ProbeReport> {
  const { model, source, settings, streams } = request;
  const sender = createSender(wire, request.pace);
  const setting = (name: string) => settings[name] ?? model.settings.find((one) => one.name === name)?.default;
  const fill: Fill = (template) => fillTemplate(template, model.settings, (name) => textOf(setting(name)));
  const [auth] = source.auth;
  const signed: SignedIn = auth
    ? await signIn(auth, { fill, baseUrl: fill(source.baseUrl), sender })
    : { kind: "cannot", why: "how to prove who asks is an open question" };
  if (signed.kind === "cannot") {
    return { requests: sender.sent(), probed: [{ about: "auth", outcome: "untried", detail: signed.why }] };
  }
  const reader: Reader = { request, sender, sign: signed.sign, parts: { source, fill, setting }, chains: new Map() };
  const probed: Probed[] = [];
  for (const stream of streams) {
    request.progress(`${stream.name} (${sender.sent()} of at most ${request.pace.mostRequests} requests sent)`);
    if (!probed.some(({ about }) => about === "auth")) probed.push(...(await tryAuth(stream, reader, auth?.kind)));
    if (probed.some(({ about, outcome }) => about === "auth" && outcome === "contradicted")) break;
    probed.push(...(await tryStream(stream, reader)));
  }
  return { requests: sender.sent(), probed };
}

/** Records by stream: one, and those of the parents that it was read for. */
type Chain = Readonly<Record<string, Json>>;

interface Reader {
  readonly request: ProbeRequest;
  readonly sender: Sender;
  readonly sign: (request: HttpRequest) => HttpRequest;
  readonly parts: RequestParts;
  /** What was seen of each stream, for its children. */
  readonly chains: Map<string, readonly Chain[]>;
}

/** Parents whose lists are tried, since the first may have none. */
const MOST_PARENTS = 3;

async function tryStream(stream: HttpStream, reader: Reader): Promise<readonly Probed[]> {
  const { request, sender, sign } = reader;
  const offered = request.offered.filter((one) => one.stream === stream.name);
  let found: readonly Probed[] = [];
  for (const above of chainsAbove(stream, reader.chains)) {
    const made = requestFor(stream, above, reader);
    if ("lacks" in made) {
      return [{ about: "records", stream: stream.name, outcome: "untried", detail: `not asked: ${made.lacks}` }];
    }
    const { probed, records } = await probeStream(stream, { first: sign(made.request), send: sender.send, offered });
    found = probed;
    if (records.length === 0) continue;
    const chains = records.slice(0, MOST_PARENTS).map((record) => ({ ...above, [stream.name]: record }));
    reader.chains.set(stream.name, chains);
    break;
  }
  return found;
}

function requestFor(stream: HttpStream, above: Chain, { request, parts }: Reader): Made {
  if (stream.access.method === "POST" && !request.post) return { lacks: "it is read by POST; --post allows that" };
  return firstRequest(stream, above, parts);
}

/** The records of the nearest parent, each with its own parents; of others the first. */
function chainsAbove({ parents }: HttpStream, chains: Reader["chains"]): readonly Chain[] {
  const names = [...new Set(parents.map(({ stream }) => stream))];
  const others = Object.assign({}, ...names.map((name) => chains.get(name)?.[0] ?? {})) as Chain;
  const nearest = names
    .map((name) => chains.get(name) ?? [])
    .sort((a, b) => Object.keys(b[0] ?? {}).length - Object.keys(a[0] ?? {}).length)[0];
  return nearest && nearest.length > 0 ? nearest.map((chain) => ({ ...others, ...chain })) : [others];
}

/** With and without the credentials. A wrong one is never sent: accounts are locked for less. */
async function tryAuth(stream: HttpStream, reader: Reader, kind: Auth["kind"] | undefined): Promise<readonly Probed[]> {
  const { sender, sign } = reader;
  const [above = {}] = chainsAbove(stream, reader.chains);
  const made = requestFor(stream, above, reader);
  if ("lacks" in made) return [];
  const { request } = made;
  const signed = await sender.send(sign(request));
  if (signed?.status === 401) {
    return [told("contradicted", `${request.shown} answers 401 to the credentials as the connector sends them`)];
  }
  if (!signed || signed.status >= 300) return [];
  if (kind === "none") return [told("confirmed", `${request.shown} is answered without credentials`)];
  const bare = await sender.send(request);
  if (!bare) return [];
  return bare.status === 401 || bare.status === 403
    ? [told("confirmed", `${request.shown} is answered with the credentials, and ${bare.status} without`)]
    : [told("untried", `${request.shown} answers ${bare.status} without credentials too`)];
}

function told(outcome: Probed["outcome"], detail: string): Probed {
  return { about: "auth", outcome, detail };
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : value === undefined || value === null ? "" : JSON.stringify(value);
}
