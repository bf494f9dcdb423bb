import type { FileArrival, FileSource, FileStore } from "../../model/file.ts";
import type { Overrides } from "../../model/overrides.ts";
import type { Setting } from "../../model/setting.ts";
import type { Note } from "../../model/values.ts";

/** What is still being written has such a name by custom; a minute without a change is a file's end where nothing else tells. */
const ARRIVAL: FileArrival = {
  ignore: [".*", "*.part", "*.partial", "*.tmp", "*.temp", "*.filepart", "*.crdownload", "~*", "*~"],
  settledAfter: 60,
};

export function fileSource({ source = {} }: Overrides): FileSource {
  const location = source.location ?? "{folder}";
  return {
    kind: "file",
    store: source.store ?? storeOf(location),
    location,
    arrival: source.arrival ?? ARRIVAL,
  };
}

function storeOf(location: string): FileStore {
  if (location.startsWith("sftp:")) return "sftp";
  return location.startsWith("s3:") ? "s3" : "local";
}

export function locationNotes({ source = {} }: Overrides): Note[] {
  if (source.location !== undefined) return [{ about: "location", text: "decided in overrides.yaml", open: false }];
  return [
    {
      about: "location",
      text: "a sample doesn't say where the files lie: they are read from the folder of the setting folder; source.location in overrides.yaml says another place",
      open: true,
    },
  ];
}

const setting = (name: string, title: string, more: Partial<Setting>): Setting => ({
  name,
  title,
  type: "string",
  secret: false,
  required: true,
  purpose: "server",
  ...more,
});

const KNOWN: readonly Setting[] = [
  setting("folder", "Folder", { description: "Where the files lie.", examples: ["/data/incoming"] }),
  setting("host", "Host", { examples: ["files.example.com"] }),
  setting("port", "Port", { type: "integer", required: false, default: 22 }),
  setting("bucket", "Bucket", { examples: ["acme-exports"] }),
  setting("prefix", "Prefix", { description: "What the names of all files begin with.", examples: ["incoming"] }),
];

const CREDENTIALS: Readonly<Record<FileStore, readonly Setting[]>> = {
  local: [],
  sftp: [
    setting("username", "User name", { purpose: "credential" }),
    setting("password", "Password", { secret: true, required: false, purpose: "credential" }),
    setting("private_key", "Private key", {
      description: "In place of a password.",
      secret: true,
      required: false,
      purpose: "credential",
    }),
  ],
  s3: [
    setting("access_key_id", "Access key id", { required: false, purpose: "credential" }),
    setting("secret_access_key", "Secret access key", { secret: true, required: false, purpose: "credential" }),
    setting("region", "Region", { required: false }),
  ],
};

/** What the location names, and what its store asks of whoever reads. */
export function locationSettings({ location, store }: FileSource): Setting[] {
  const names = [...location.matchAll(/\{([a-z][a-z0-9_]*)\}/g)].map(([, name = ""]) => name);
  const named = [...new Set(names)].map(
    (name) => KNOWN.find((one) => one.name === name) ?? setting(name, name.replaceAll("_", " "), {}),
  );
  return [...named, ...CREDENTIALS[store]];
}
