/**
 * The support modules in `file-support/client/`, which know nothing of a framework, each with those that it imports
 * (`clock` lies with those for HTTP). A test holds this against the Python.
 */
export const FILE_MODULES = {
  file_arrival: ["clock", "file_glob", "file_store"],
  file_fields: ["file_text", "file_values"],
  file_formats: ["file_fields", "file_text", "file_values"],
  file_glob: [],
  file_manifest: ["file_store"],
  file_reader: ["file_fields", "file_formats", "file_store", "file_text"],
  file_store: ["file_glob"],
  file_text: [],
  file_values: [],
  fixed_width: ["file_fields", "file_formats", "file_text", "file_values"],
  json_document: ["file_fields", "file_formats", "file_text", "file_values"],
  local_store: ["file_store"],
  sftp_store: ["clock", "file_store"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** What generated code names of them, and where each is. */
export const FILE_NAMES = {
  Arrival: "file_arrival",
  Field: "file_fields",
  Delimited: "file_formats",
  JsonLines: "file_formats",
  Written: "file_values",
  FixedWidth: "fixed_width",
  JsonDocument: "json_document",
  LocalStore: "local_store",
  SftpStore: "sftp_store",
} as const satisfies Readonly<Record<string, keyof typeof FILE_MODULES>>;

const FOLDER = new URL("file-support/", import.meta.url);

export const fileSupportFile = (module: string): URL => new URL(`client/${module}.py`, FOLDER);

const http = (name: string): URL => new URL(`http-support/testing/${name}.py`, import.meta.url);

/** What plays the files in a project's own tests, whatever framework it is on. */
export const PLAYED_FILES: readonly (readonly [name: string, file: URL])[] = [
  ["__init__", http("__init__")],
  ["fake_clock", http("fake_clock")],
  ["played_files", new URL("testing/played_files.py", FOLDER)],
];
