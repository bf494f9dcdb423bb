/** What a document of the harbour's API says differently from its first version. */
export interface HarbourVersion {
  /** Further fields of a vessel, all of them texts. */
  readonly vesselFields?: readonly string[];
  /** Fields of a vessel that are gone. */
  readonly without?: readonly string[];
  /** The name of the field that tells when a vessel was changed. */
  readonly changed?: string;
  /** Largest page of vessels. */
  readonly mostVessels?: number;
  /** Another list: the pilots of the harbour. */
  readonly pilots?: boolean;
  /** What a call of a vessel is listed below. */
  readonly callsBelow?: "vessels" | "berths";
  /** Values that the draught class of a vessel may have. */
  readonly draughts?: readonly string[];
}

const string = { type: "string" };
const time = { type: "string", format: "date-time" };

/** A small API in our own words: berths, vessels with cursor pages and a filter on what is new, the calls of each. */
export function harbourDocument(version: HarbourVersion = {}): string {
  const { pilots = false, callsBelow = "vessels" } = version;
  const parent = callsBelow === "vessels" ? "vessel_id" : "berth_id";
  return JSON.stringify(
    {
      openapi: "3.0.3",
      info: { title: "Harbour", version: "1" },
      servers: [{ url: "https://api.harbour-office.com/v1" }],
      security: [{ token: [] }],
      paths: {
        "/berths": list("berths", "Berth", []),
        "/vessels": list("vessels", "Vessel", [since(version)], version.mostVessels ?? 50),
        [`/${callsBelow}/{${parent}}/calls`]: list("calls", "Call", [
          { name: parent, in: "path", required: true, schema: string },
          since({ changed: "logged_at" }, "calls"),
        ]),
        ...(pilots && { "/pilots": list("pilots", "Pilot", []) }),
      },
      components: {
        securitySchemes: { token: { type: "http", scheme: "bearer" } },
        schemas: {
          Berth: record({ name: string, length_m: { type: "number" } }),
          Vessel: record(vesselFields(version)),
          Call: record({ cargo: string, logged_at: { ...time, description: "When the call was last changed." } }),
          ...(pilots && { Pilot: record({ name: string }) }),
        },
      },
    },
    null,
    1,
  );
}

function since({ changed = "updated_at" }: HarbourVersion, what = "vessels") {
  return {
    name: `${changed}_from`,
    in: "query",
    description: `Only ${what} with ${changed} at or after this time.`,
    schema: time,
  };
}

function vesselFields({
  vesselFields: more = [],
  without = [],
  changed = "updated_at",
  draughts = ["shallow", "deep"],
}: HarbourVersion) {
  const fields = {
    name: string,
    flag: string,
    imo_number: string,
    draught: { type: "string", enum: draughts },
    [changed]: { ...time, description: "When the vessel was last changed." },
    ...Object.fromEntries(more.map((name) => [name, string])),
  };
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !without.includes(name)));
}

function record(fields: Readonly<Record<string, object>>) {
  return { type: "object", required: ["id"], properties: { id: string, ...fields } };
}

function list(name: string, schema: string, parameters: readonly object[], maximum = 100) {
  const page = {
    type: "object",
    properties: {
      next_cursor: { type: "string", nullable: true, description: "Cursor of the next page; null on the last one." },
      data: { type: "array", items: { $ref: `#/components/schemas/${schema}` } },
    },
  };
  return {
    get: {
      summary: `List ${name}`,
      parameters: [
        ...parameters,
        { name: "limit", in: "query", schema: { type: "integer", maximum } },
        { name: "cursor", in: "query", schema: string, description: "Cursor of the next page." },
      ],
      responses: { "200": { description: `A page of ${name}`, content: { "application/json": { schema: page } } } },
    },
  };
}
