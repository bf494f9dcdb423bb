import type { ConnectorModel } from "../model/connector-model.ts";
import type { Json } from "../model/values.ts";
import type { DatabaseServer } from "./database/database-server.ts";

/** A source on loopback that behaves as a model says. It never sees a target; a connector never knows that it isn't the real one. */
export interface SimulatedSource {
  /**
   * Origins that it stands in for, each with the loopback address that answers for it:
   * `{ "https://api.acme.com": "http://127.0.0.1:40123" }`. Requests keep the original `Host` header.
   */
  readonly routes: Readonly<Record<string, string>>;
  /** A value for every setting of the model, right for this source; `start_date` lies before all records. */
  readonly config: Readonly<Record<string, Json>>;
  /** The records of each stream as its answers hold them, in the source's order. Child streams: those of all parents. */
  readonly records: Readonly<Record<string, readonly SimulatedRecord[]>>;
  readonly log: readonly LoggedRequest[];
  /** How often a connection to a database was broken by a fault; absent where the source is no server's database. */
  readonly cuts?: () => number;
  /** Empties the log and starts a new read (pages may be asked for again); records, faults and issued tokens stay. */
  clearLog(): void;
  /** Faults that are in force from now on, in place of those before. */
  setFaults(faults: readonly Fault[]): void;
  /**
   * New and changed records with cursors after all that were there; gives those that a correct incremental read must bring.
   * Streams without a cursor change as well: a full read brings them.
   */
  advance(stream: string, count: number, options?: AdvanceOptions): readonly SimulatedRecord[];
  close(): Promise<void>;
}

export interface AdvanceOptions {
  /**
   * So many of the new ones come in late: their cursor is the one that was the newest before.
   * An inclusive filter brings them; one that leaves its boundary out can't.
   */
  readonly late?: number;
}

export type SimulatedRecord = Readonly<Record<string, Json>>;

export interface SimulationOptions {
  readonly seed: number;
  /** Only these streams (and what they need as parents) hold records; the others answer empty lists. Absent: all. */
  readonly streams?: readonly string[];
  /** Records of a stream for each parent; absent: enough for `pages` pages. */
  readonly counts?: Readonly<Record<string, number>>;
  /** Pages that a list has where its count isn't given, the last one not full. Default 3. */
  readonly pages?: number;
  /** Milliseconds that each answer takes. Default 0. */
  readonly latency?: number;
  /** Records a page where the stop rule lets a source give fewer than it is asked for. Default 5. */
  readonly pageSize?: number;
  /** What a request behind the end of a list gets: an empty page (the default) or 404. */
  readonly pastEnd?: "empty" | "not-found";
  /** How addresses of next pages are written in bodies and Link headers. Default absolute. */
  readonly nextUrl?: "absolute" | "relative";
  /** How a last page says that no cursor or address follows. Absent: one of them, by seed. */
  readonly endOfList?: "null" | "absent" | "empty";
  /** Text keys hold spaces, slashes, percent signs and the like. Default false. */
  readonly awkwardKeys?: boolean;
  /** Seconds that an issued token is good for. Absent: an hour, or what the model says. */
  readonly tokenLifetime?: number;
  /** Whether documented quotas are only announced in headers (the default) or also kept with 429. */
  readonly quotas?: "announced" | "enforced";
  /** Day of the first cursors, `2025-01-06`; `start_date` lies five days before it. */
  readonly firstDay?: string;
  /** Where the databases of a source that is one are made; absent: as files, which only SQLite's can be. */
  readonly server?: DatabaseServer;
}

export type StartSimulation = (model: ConnectorModel, options: SimulationOptions) => Promise<SimulatedSource>;

export interface LoggedRequest {
  readonly method: string;
  /** With the original origin: `https://api.acme.com/v1/users?page=2`. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly status: number;
  /** Stream whose endpoint it is; `token` for a token or login endpoint; undefined where nothing matched. */
  readonly stream: string | undefined;
  /** Which page of its list was asked for, from 0; undefined where no list was reached. */
  readonly page?: number;
  /** The parents whose list it is: `user_id=17`; empty for a stream without parents. */
  readonly parent?: string;
  /** Asked for what lies behind the end of the list. */
  readonly pastEnd?: boolean;
  /** Milliseconds since the source started. */
  readonly at: number;
  /** Fault that was answered instead of the records. */
  readonly fault: Fault["kind"] | undefined;
  /** What the request does that the model doesn't allow: an undeclared parameter, a wrong host, a missing constant header. */
  readonly violations: readonly string[];
}

/**
 * Each is given to the `nth` matching request (1 is the first) and, unless `times` says otherwise, once.
 * Without a stream it matches requests to all of them; `token` is a token or login endpoint.
 */
export type Fault = { readonly stream?: string; readonly nth?: number; readonly times?: number } & (
  | { readonly kind: "rate-limited"; readonly retryAfter?: number }
  | { readonly kind: "server-error"; readonly status: 500 | 502 | 503 | 504 }
  | { readonly kind: "reset-mid-body" }
  | { readonly kind: "expired-token" }
  | { readonly kind: "malformed-page" }
  | { readonly kind: "repeated-cursor" }
  | { readonly kind: "forbidden" }
  | { readonly kind: "empty" }
  | { readonly kind: "extra-field" }
  | { readonly kind: "insert-during-paging" }
  /** Of files: one of them has other records from now on. */
  | { readonly kind: "replaced-file" }
);
