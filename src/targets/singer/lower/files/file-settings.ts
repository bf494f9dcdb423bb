import type { FileSource } from "../../../../model/file.ts";
import type { Setting } from "../../../../model/setting.ts";

const reading = (
  name: string,
  title: string,
  { description, preset }: { readonly description: string; readonly preset?: number },
): Setting => ({
  name,
  title,
  description,
  type: preset === undefined ? "string" : "integer",
  secret: false,
  required: false,
  ...(preset === undefined ? {} : { default: preset }),
  purpose: "input",
});

const ALL: readonly Setting[] = [
  reading("location", "Another folder", {
    description:
      "Read this folder of the machine that the tap runs on, in place of the real one, to try the tap: file:///home/me/samples.",
  }),
  reading("unpacked_limit_mb", "Limit of unpacked files", {
    description: "Megabytes that a compressed file may unpack to. One that is larger is left and told.",
    preset: 20_000,
  }),
];

const asked = (name: string, title: string, description: string, secret: boolean): Setting => ({
  name,
  title,
  description,
  type: "string",
  secret,
  required: false,
  purpose: secret ? "credential" : "server",
});

const OF_SFTP: readonly Setting[] = [
  asked("username", "User name", "Who logs in.", false),
  asked("password", "Password", "Of the user, where no private key is given.", true),
  asked("private_key", "Private key", "Of the user, as OpenSSH writes it: Ed25519, ECDSA or RSA.", true),
  asked("private_key_passphrase", "Passphrase", "Of the private key, if it has one.", true),
  asked(
    "host_key",
    "Key of the server",
    "As ssh-keyscan shows it and the server's owner confirms it (ssh-ed25519 AAAA…), or its fingerprint (SHA256:…). Without it, no connection is made.",
    false,
  ),
];

/** What a tap asks for beside the model's own settings: how to log in, and how it reads. All of it may be left out here. */
export function fileSettings({ store }: FileSource, own: readonly Setting[]): Setting[] {
  const known = new Set(own.map(({ name }) => (name === "user" ? "username" : name)));
  return [...(store === "sftp" ? OF_SFTP : []), ...ALL].filter(({ name }) => !known.has(name));
}
