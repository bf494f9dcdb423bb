import type { PlantedFault } from "./planted-fault.ts";

const file = "manifest.yaml";

const stream = (name: string, next: string) => ({
  file,
  after: `    ${name}:\n      type: DeclarativeStream\n`,
  until: `${next}:\n`,
});
const ships = stream("ships", "    berths");
const berths = stream("berths", "    cargoes");
const cursor = { file, after: "\n  incremental_syncs:\n", until: "\n  streams:\n" };
const voyages = stream("voyages", "\nstreams");
const paginator = (start: string) => ({ file, after: `\n    ${start}`, until: "\n  streams:\n" });

export const AIRBYTE_FAULTS: readonly PlantedFault[] = [
  { ...berths, name: "wrong record path", find: "- data\n", replace: "- items\n", seenIn: "every-record-once" },
  {
    ...ships,
    name: "wrong key",
    find: "primary_key:\n        - id\n",
    replace: "primary_key:\n        - label\n",
    seenIn: "primary-key",
  },
  {
    ...paginator("offset_offset"),
    until: "page_number_",
    name: "wrong page parameter",
    find: "field_name: offset\n",
    replace: "field_name: skip\n",
    seenIn: "requests-as-declared",
  },
  {
    file,
    name: "wrong cursor parameter",
    find: "field_name: after\n",
    replace: "field_name: cursor\n",
    seenIn: "every-record-once",
  },
  {
    file,
    name: "wrong first page",
    find: "start_from_page: 1\n",
    replace: "start_from_page: 2\n",
    seenIn: "every-record-once",
  },
  {
    file,
    name: "wrong stop rule",
    find: "(not told or read < told",
    replace: "(not told or read + 20 < told",
    seenIn: "every-record-once",
  },
  {
    ...voyages,
    name: "dropped last pages",
    find: '$ref: "#/definitions/paginators/link_header_header"',
    replace: "type: NoPagination",
    seenIn: "every-record-once",
  },
  {
    ...cursor,
    name: "wrong cursor field",
    find: "cursor_field: updated_at\n",
    replace: "cursor_field: label\n",
    seenIn: "incremental",
  },
  {
    ...cursor,
    name: "wrong cursor format",
    find: '      datetime_format: "%Y-%m-%dT%H:%M:%SZ"\n      start_datetime',
    replace: '      datetime_format: "%d.%m.%Y"\n      start_datetime',
    seenIn: "requests-as-declared",
  },
  {
    ...cursor,
    name: "lost state",
    find: "type: DatetimeBasedCursor\n",
    replace: "type: DatetimeBasedCursor\n      lookback_window: P100Y\n",
    seenIn: "incremental",
  },
  {
    ...cursor,
    name: "missing filter",
    find: "inject_into: request_parameter\n",
    replace: "inject_into: header\n",
    seenIn: "incremental",
  },
  {
    file,
    name: "missing constant header",
    find: 'Harbour-Version: "2025-01-01"',
    replace: 'X-Harbour: "2025-01-01"',
    seenIn: "requests-as-declared",
  },
  { file, name: "429 ignored", find: "max_retries: 6\n", replace: "max_retries: 0\n", seenIn: "rate-limit" },
  {
    file,
    name: "Retry-After ignored",
    find: "header: Retry-After\n",
    replace: "header: X-Retry-After\n",
    seenIn: "rate-limit-retry-after",
  },
  {
    ...voyages,
    name: "wrong parent's key",
    find: "parent_key: id\n",
    replace: "parent_key: label\n",
    seenIn: "every-record-once",
  },
  {
    ...voyages,
    name: "parent's value in another field",
    find: "path:\n                - ship_id\n",
    replace: "path:\n                - vessel_id\n",
    seenIn: "every-record-once",
  },
  {
    ...voyages,
    name: "key without the parent's",
    find: "primary_key:\n        - ship_id\n",
    replace: "primary_key:\n",
    seenIn: "primary-key",
  },
  {
    file,
    after: "\nschemas:\n  ships:",
    until: "\n  berths:",
    name: "wrong type",
    find: "- number\n",
    replace: "- string\n",
    seenIn: "schema",
  },
  {
    file,
    name: "secret not hidden",
    find: "airbyte_secret: true\n",
    replace: "airbyte_secret: false\n",
    seenIn: "settings",
  },
  {
    ...ships,
    name: "wrong path",
    find: "/v2/ships\n",
    replace: "/v2/ship\n",
    seenIn: "every-record-once",
  },
];
