import type { DatabaseFacts } from "../../evidence/database-facts.ts";
import type { DatabaseSource, SessionSetting } from "../../model/database.ts";
import type { DatabaseDialect } from "../../model/dialect.ts";

const UTC = "times without a zone of their own come in the session's";

/** What a connection has to be told before its values mean the same on every machine. */
const SESSION: Partial<Record<DatabaseDialect, readonly SessionSetting[]>> = {
  postgresql: [
    { name: "TimeZone", value: "UTC", reason: UTC },
    { name: "DateStyle", value: "ISO", reason: "dates are written as ISO 8601" },
  ],
  mysql: [{ name: "time_zone", value: "+00:00", reason: UTC }],
  mariadb: [{ name: "time_zone", value: "+00:00", reason: UTC }],
  oracle: [
    { name: "TIME_ZONE", value: "UTC", reason: UTC },
    { name: "NLS_DATE_FORMAT", value: 'YYYY-MM-DD"T"HH24:MI:SS', reason: "reports write dates by it" },
    { name: "NLS_NUMERIC_CHARACTERS", value: ".,", reason: "reports write numbers by it" },
  ],
  sqlserver: [{ name: "DATEFORMAT", value: "ymd", reason: "dates in texts are read by it" }],
};

export function databaseSource({ dialect }: DatabaseFacts): DatabaseSource {
  return { kind: "database", dialect, session: SESSION[dialect] ?? [] };
}
