import type { PlantedFault } from "./planted-fault.ts";

const inPackage = (file: string) => ({ file: `source_harbour/${file}` });
const stream = (name: string, next?: string) => ({
  ...inPackage("streams.py"),
  after: `class ${name}(`,
  ...(next === undefined ? {} : { until: next }),
});
const ships = stream("Ships", "class Berths");
const berths = stream("Berths", "class Cargoes");
const cargoes = stream("Cargoes", "class Arrivals");
const arrivals = stream("Arrivals", "class Voyages");
const voyages = stream("Voyages");

export const AIRBYTE_PYTHON_FAULTS: readonly PlantedFault[] = [
  {
    ...inPackage("client.py"),
    name: "wrong record path",
    find: '("data",)',
    replace: '("items",)',
    seenIn: "every-record-once",
  },
  {
    ...berths,
    name: "wrong key",
    find: 'primary_key = "id"',
    replace: 'primary_key = "label"',
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
    ...inPackage("support/stops.py"),
    after: "class TotalItems",
    until: "class TotalPages",
    name: "wrong stop rule",
    find: "return len(page.records) > 0 and page.seen < total",
    replace: "return len(page.records) >= (page_size or 0)",
    seenIn: "every-record-once",
  },
  {
    ...inPackage("support/stream.py"),
    after: "def pages(",
    name: "pages read for ever",
    find: "if repr(token) in asked:",
    replace: "if False:",
    seenIn: "repeated-cursor",
  },
  {
    ...arrivals,
    name: "wrong cursor field",
    find: 'cursor_field = "updated_at"',
    replace: 'cursor_field = "label"',
    seenIn: "incremental",
  },
  {
    ...inPackage("support/formats.py"),
    name: "wrong cursor format",
    find: 'return value.astimezone(_UTC).replace(tzinfo=None).isoformat() + "Z"',
    replace: 'return value.astimezone(_UTC).strftime("%d.%m.%Y")',
    seenIn: "requests-as-declared",
  },
  {
    ...inPackage("support/incremental.py"),
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
    ...inPackage("client.py"),
    name: "missing constant header",
    find: '"Harbour-Version"',
    replace: '"X-Harbour"',
    seenIn: "requests-as-declared",
  },
  {
    ...inPackage("support/answers.py"),
    name: "429 ignored",
    find: "ResponseAction.RATE_LIMITED",
    replace: "ResponseAction.SUCCESS",
    seenIn: "rate-limit",
  },
  {
    ...inPackage("support/answers.py"),
    name: "Retry-After ignored",
    find: "advice = self._retries.headers.advice(response)",
    replace: "advice = None",
    seenIn: "rate-limit-retry-after",
  },
  {
    ...inPackage("support/answers.py"),
    name: "half a page taken for an answer",
    find: "raise MalformedAnswerError(msg, response) from None",
    replace: "return {}",
    seenIn: "malformed-page",
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
    find: 'primary_key = ["ship_id", "id"]',
    replace: 'primary_key = ["id"]',
    seenIn: "primary-key",
  },
  {
    ...inPackage("schemas/ships.json"),
    name: "wrong type",
    find: '"number"',
    replace: '"string"',
    seenIn: "schema",
  },
  {
    ...inPackage("spec.json"),
    name: "secret not hidden",
    find: '"airbyte_secret": true',
    replace: '"airbyte_secret": false',
    seenIn: "settings",
  },
  { ...ships, name: "wrong path", find: '"/ships"', replace: '"/ship"', seenIn: "every-record-once" },
];
