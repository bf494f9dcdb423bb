import { isRecord, member } from "../json-value.ts";
import { text } from "../node.ts";

export type OpenapiVersion = "2.0" | "3.x";

interface Format {
  /** `OpenAPI 3.0.1`, `Swagger 2.0`. */
  readonly name: string;
  readonly version: OpenapiVersion;
  /** The document says so itself. */
  readonly declared: boolean;
}

/** `undefined` for what is no OpenAPI document. One that forgot to say its version is known by its paths. */
export function openapiFormat(value: unknown): Format | undefined {
  const openapi = text(member(value, "openapi"));
  const said = openapi ?? text(member(value, "swagger"));
  if (said !== undefined) {
    const version = /^\s*v?[12]\b/.test(said) ? "2.0" : "3.x";
    const number = said === "2" ? "2.0" : said;
    return { name: `${version === "2.0" ? "Swagger" : "OpenAPI"} ${number}`, version, declared: true };
  }
  const paths = member(value, "paths");
  if (!isRecord(paths) || !Object.keys(paths).some((path) => path.startsWith("/"))) return undefined;
  const isOld = ["definitions", "host", "basePath", "securityDefinitions"].some(
    (key) => member(value, key) !== undefined,
  );
  return isOld
    ? { name: "Swagger 2.0", version: "2.0", declared: false }
    : { name: "OpenAPI 3.0", version: "3.x", declared: false };
}

/** Whether a text may be such a document, without parsing it. */
export function mayBeOpenapi(text: string): boolean {
  return /(?:^|[\s{,])["']?(?:openapi|swagger)["']?\s*:\s*["']?\d/.test(text);
}
