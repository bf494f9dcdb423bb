import type { PlantedFault } from "./planted-fault.ts";

const streams = "harbour_source/streams.py";
const stream = (name: string, next?: string) => ({
  file: streams,
  after: `name="${name}"`,
  ...(next === undefined ? {} : { until: `name="${next}"` }),
});
const ships = stream("ships", "berths");
const berths = stream("berths", "cargoes");
const cargoes = stream("cargoes", "arrivals");
const arrivals = stream("arrivals", "voyages");
const voyages = stream("voyages");
const support = (module: string) => `harbour_source/support/${module}.py`;

export const WAREHOUSE_FAULTS: readonly PlantedFault[] = [
  {
    ...berths,
    name: "wrong record path",
    find: '("data",)',
    replace: '("items",)',
    seenIn: "every-record-once",
  },
  {
    ...berths,
    name: "wrong key",
    find: 'primary_key=("id",)',
    replace: 'primary_key=("label",)',
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
    file: support("page_number"),
    name: "dropped last page",
    find: "return page.token + 1 if self.stop.more(page, self.page_size) else None",
    replace: "return page.token + 1 if page.token < 2 and self.stop.more(page, self.page_size) else None",
    seenIn: "every-record-once",
  },
  {
    ...arrivals,
    name: "wrong cursor field",
    find: 'field=("updated_at",)',
    replace: 'field=("label",)',
    seenIn: "incremental",
  },
  {
    file: support("formats"),
    name: "wrong cursor format",
    find: 'return value.astimezone(_UTC).replace(tzinfo=None).isoformat() + "Z"',
    replace: 'return value.astimezone(_UTC).strftime("%d.%m.%Y")',
    seenIn: "requests-as-declared",
  },
  {
    file: support("progress"),
    name: "lost state",
    find: "self._bookmark = self._held_bookmark()",
    replace: "self._bookmark = None",
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
    file: support("resources"),
    after: "def _rows(",
    until: "# What both need",
    name: "state that moves on before its records are read",
    find: "            parameters = progress.parameters() if progress else ()",
    replace:
      "            parameters = progress.parameters() if progress else (); progress and progress.keep([{'updated_at': '2030-01-01T00:00:00Z'}])",
    seenIn: "incremental",
  },
  {
    file: support("stream"),
    name: "rows added in place of merged",
    find: 'return "merge"',
    replace: 'return "append"',
    seenIn: "incremental",
  },
  {
    file: streams,
    name: "missing constant header",
    find: '"Harbour-Version"',
    replace: '"X-Harbour"',
    seenIn: "requests-as-declared",
  },
  {
    file: support("retry"),
    name: "429 ignored",
    find: "self.pause(wait)",
    replace: "pass",
    seenIn: "rate-limit",
  },
  {
    file: support("retry"),
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
    name: "key without the parent's",
    find: 'primary_key=("ship_id", "id")',
    replace: 'primary_key=("id",)',
    seenIn: "primary-key",
  },
  {
    file: "harbour_source/columns/ships.json",
    name: "wrong type",
    find: '"double"',
    replace: '"text"',
    seenIn: "schema",
  },
  {
    file: support("stream"),
    name: "table replaced in place of merged",
    find: 'return "merge"',
    replace: 'return "replace"',
    seenIn: "incremental",
  },
  {
    file: support("lists"),
    name: "left out in silence",
    find: `_logger.error("'%s' is left out: %s", stream.name, error)
        self._reading.problems.append(`,
    replace: "str(",
    seenIn: "forbidden-stream",
  },
  { ...ships, name: "wrong path", find: '"/ships"', replace: '"/ship"', seenIn: "every-record-once" },
];
