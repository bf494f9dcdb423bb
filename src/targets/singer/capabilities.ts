import { type Capabilities, YES } from "../capabilities.ts";
import { HTTP_CAPABILITIES } from "../http-capabilities.ts";
import { TABLE_CAPABILITIES } from "../table-capabilities.ts";

export const capabilities: Capabilities = {
  ...HTTP_CAPABILITIES,
  ...TABLE_CAPABILITIES,
  "source.file": YES,
  "store.local": YES,
  "store.sftp": YES,
  "store.s3": {
    kind: "no",
    because: "it reads folders of the machine that it runs on, and of SFTP servers; object stores were never tried",
  },
  "format.delimited": YES,
  "format.json-lines": YES,
  "format.json": YES,
  "format.fixed-width": YES,
  "format.long-signs": { kind: "no", because: "it reads values between single characters" },
};
