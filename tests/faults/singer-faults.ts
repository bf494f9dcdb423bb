import type { PlantedFault } from "./planted-fault.ts";

const streams = "tap_harbour/streams.py";
const stream = (name: string, next?: string) => ({
  file: streams,
  after: `class ${name}Stream(`,
  ...(next === undefined ? {} : { until: next }),
});
const ships = stream("Ships", "class Berths");
const berths = stream("Berths", "class Cargoes");
const cargoes = stream("Cargoes", "class Arrivals");
const arrivals = stream("Arrivals", "class Voyages");
const voyages = stream("Voyages");

export const SINGER_FAULTS: readonly PlantedFault[] = [
  {
    file: "tap_harbour/client.py",
    name: "wrong record path",
    find: '("data",)',
    replace: '("items",)',
    seenIn: "every-record-once",
  },
  {
    ...berths,
    name: "wrong key",
    find: 'primary_keys = ("id",)',
    replace: 'primary_keys = ("label",)',
    seenIn: "primary-key",
  },
  {
    ...ships,
    name: "wrong page parameter",
    find: 'Query("page")',
    replace: 'Query("p")',
    seenIn: "requests-as-declared",
  },
  {
    ...cargoes,
    name: "wrong cursor parameter",
    find: 'Query("after")',
    replace: 'Query("cursor")',
    seenIn: "every-record-once",
  },
  {
    ...ships,
    name: "wrong first page",
    find: "page_size=50,",
    replace: "page_size=50, first_page=2,",
    seenIn: "every-record-once",
  },
  {
    file: "tap_harbour/support/stops.py",
    after: "class TotalItems",
    until: "class TotalPages",
    name: "wrong stop rule",
    find: "return len(page.records) > 0 and page.seen < total",
    replace: "return len(page.records) >= (page_size or 0)",
    seenIn: "every-record-once",
  },
  {
    file: "tap_harbour/support/page_number.py",
    name: "dropped last page",
    find: "return page.token + 1 if self.stop.more(page, self.page_size) else None",
    replace: "return page.token + 1 if page.token < 2 and self.stop.more(page, self.page_size) else None",
    seenIn: "every-record-once",
  },
  {
    ...arrivals,
    name: "wrong cursor field",
    find: 'replication_key = "updated_at"',
    replace: 'replication_key = "label"',
    seenIn: "incremental",
  },
  {
    file: "tap_harbour/support/formats.py",
    name: "wrong cursor format",
    find: 'return value.astimezone(_UTC).replace(tzinfo=None).isoformat() + "Z"',
    replace: 'return value.astimezone(_UTC).strftime("%d.%m.%Y")',
    seenIn: "requests-as-declared",
  },
  {
    file: "tap_harbour/support/incremental.py",
    name: "lost state",
    find: "return self.configured_start() if bookmark is None else bookmark",
    replace: "return self.configured_start()",
    seenIn: "incremental",
  },
  {
    ...arrivals,
    name: "missing filter",
    find: 'Query("updated_since")',
    replace: 'Query("since")',
    seenIn: "incremental",
  },
  {
    file: "tap_harbour/client.py",
    name: "missing constant header",
    find: '"Harbour-Version"',
    replace: '"X-Harbour"',
    seenIn: "requests-as-declared",
  },
  {
    file: "tap_harbour/support/retry.py",
    name: "429 ignored",
    find: "self.pause(wait)",
    replace: "pass",
    seenIn: "rate-limit",
  },
  {
    file: "tap_harbour/support/retry.py",
    name: "Retry-After ignored",
    find: "advice = self.headers.advice(response, limited=limited)",
    replace: "advice = None",
    seenIn: "rate-limit-retry-after",
  },
  {
    ...voyages,
    name: "wrong parent's key",
    find: 'field=("id",)',
    replace: 'field=("label",)',
    seenIn: "every-record-once",
  },
  {
    ...voyages,
    name: "parent's value in another field",
    find: 'record_field="ship_id"',
    replace: 'record_field="vessel_id"',
    seenIn: "every-record-once",
  },
  {
    ...voyages,
    name: "key without the parent's",
    find: 'primary_keys = ("ship_id", "id")',
    replace: 'primary_keys = ("id",)',
    seenIn: "primary-key",
  },
  {
    file: "tap_harbour/schemas/ships.json",
    name: "wrong type",
    find: '"number"',
    replace: '"string"',
    seenIn: "schema",
  },
  {
    file: "tap_harbour/tap.py",
    name: "secret not hidden",
    find: "secret=True",
    replace: "secret=False",
    seenIn: "settings",
  },
  { ...ships, name: "wrong path", find: '"/ships"', replace: '"/ship"', seenIn: "every-record-once" },
];
