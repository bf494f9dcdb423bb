/** In order; each is run once, and none is ever changed: what it made is on people's disks. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE connectors (
    id TEXT PRIMARY KEY,
    folder TEXT NOT NULL UNIQUE,
    identity TEXT NOT NULL,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    added_at TEXT NOT NULL,
    read_at TEXT NOT NULL,
    state TEXT NOT NULL
  ) STRICT;
  CREATE TABLE connector_streams (
    connector TEXT PRIMARY KEY REFERENCES connectors(id) ON DELETE CASCADE,
    streams TEXT NOT NULL
  ) STRICT;
  CREATE TABLE trees (folder TEXT PRIMARY KEY) STRICT;
  CREATE TABLE events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    connector TEXT NOT NULL REFERENCES connectors(id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    job TEXT NOT NULL,
    summary TEXT NOT NULL,
    detail TEXT NOT NULL
  ) STRICT;
  CREATE INDEX events_of_connector ON events (connector, kind, job, id);
  `,
  `
  CREATE TABLE schedules (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    connector TEXT NOT NULL REFERENCES connectors(id) ON DELETE CASCADE,
    job TEXT NOT NULL,
    cron TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    next_run TEXT NOT NULL,
    last_run TEXT,
    running_since TEXT,
    UNIQUE (connector, job)
  ) STRICT;
  CREATE INDEX schedules_due ON schedules (next_run);
  `,
];
