import {
  type Asked,
  documentPath,
  type IndependentSource,
  type Item,
  type LoggedCall,
  listen,
  type Reply,
} from "./independent-source.ts";

const ORIGIN = "https://surveys.fieldwork.example.com";
const USER = "station-12";
const PASSWORD = "p:ss wörd/12";

const species: Item[] = ["TURMER", "PARMAJ", "SALALB", "QUEROB", "LUMTER", "VULVUL"].map((code, at) => ({
  code,
  latin: ["Turdus merula", "Parus major", "Salix alba", "Quercus robur", "Lumbricus terrestris", "Vulpes vulpes"][at],
}));

/** The most recently updated first; ids are larger than 32 bits. */
const surveys: Item[] = [];
for (let hour = 64; hour >= 0; hour--) {
  const updated = Date.UTC(2025, 2, 1) + Math.floor(hour / 2) * 2 * 3_600_000;
  surveys.push({
    id: 7_000_000_000 + hour,
    site: `Site ${String.fromCharCode(65 + (hour % 26))}`,
    weather: hour % 4 === 0 ? null : "clear",
    started_at: stamp(updated - 7_200_000),
    updated_at: stamp(updated),
  });
}

function stamp(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

const sizes = new Map([
  [7_000_000_000, 31],
  [7_000_000_001, 30],
  [7_000_000_005, 4],
  [7_000_000_064, 61],
]);

/** The sequence starts anew on each survey: only both fields together are a key. */
const observations: Item[] = surveys.flatMap(({ id }) =>
  Array.from({ length: sizes.get(Number(id)) ?? 0 }, (_, at) => ({
    survey_id: id,
    sequence: at + 1,
    species: species[at % species.length]?.code,
    count: 1 + (at % 3),
    place: { lat: 52.25 + at / 8, lon: -1.5 },
  })),
);

/** Next pages in the Link header alone, among other links, in more than one spelling. */
export async function start(): Promise<IndependentSource> {
  const log: LoggedCall[] = [];
  const entry = `Basic ${Buffer.from(`${USER}:${PASSWORD}`, "utf8").toString("base64")}`;
  const { address, close } = await listen(ORIGIN, log, (asked): Reply => {
    if (asked.headers.authorization !== entry) return { status: 401, headers: { "www-authenticate": "Basic" } };
    const reply = field(asked);
    const left = { "x-ratelimit-remaining": String(600 - log.length), "x-ratelimit-reset": "1900000000" };
    return { ...reply, headers: { ...left, ...reply.headers } };
  });
  return {
    url: address,
    routes: { [ORIGIN]: address },
    document: documentPath("field-surveys.yaml"),
    config: { username: USER, password: PASSWORD, start_date: "2025-01-01T00:00:00Z" },
    expected: { surveys, observations, species },
    log,
    close,
  };
}

function field(asked: Asked): Reply {
  if (asked.method !== "GET") return { status: 405 };
  if (asked.path === "/rest/species") return sheet(asked, species);
  if (asked.path === "/rest/surveys") {
    const since = asked.query.get("since");
    if (since !== null && Number.isNaN(Date.parse(since))) return { status: 400 };
    const from = since === null ? 0 : Date.parse(since);
    return sheet(
      asked,
      surveys.filter((survey) => Date.parse(String(survey.updated_at)) >= from),
    );
  }
  const id = /^\/rest\/surveys\/(\d+)\/observations$/.exec(asked.path)?.[1];
  if (id === undefined || !surveys.some((survey) => String(survey.id) === id)) return { status: 404 };
  return sheet(
    asked,
    observations.filter((one) => String(one.survey_id) === id),
  );
}

/** `part` is this server's own affair: no document speaks of it. */
function sheet({ path, query }: Asked, items: readonly Item[]): Reply {
  const size = Math.min(30, Number(query.get("per_page") ?? 10));
  const part = Number(query.get("part") ?? 0);
  const link = (to: number, rel: string) => {
    const address = new URL(path, ORIGIN);
    for (const [name, value] of query) address.searchParams.set(name, value);
    address.searchParams.set("part", String(to));
    return `<${address.href}>; ${rel}`;
  };
  const links = [link(0, 'rel="first"')];
  if (part > 0) links.push(link(part - 1, "rel=prev"));
  if ((part + 1) * size < items.length)
    links.push(link(part + 1, part % 2 === 0 ? 'title="more"; rel="next"' : "rel=next"));
  return { status: 200, headers: { link: links.join(", ") }, body: items.slice(part * size, part * size + size) };
}
