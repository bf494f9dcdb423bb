import type { Code } from "../printing/code.ts";
import type { HttpSupportName } from "./http-support.ts";

/** A call that makes an authenticator, and what it needs. */
export interface AuthCall {
  readonly className: string;
  /** The call's arguments. */
  readonly call: Code;
  readonly support: readonly HttpSupportName[];
  readonly sdk: readonly string[];
}

/** Where the settings are while an authenticator is made, and how to write a template there. */
export type Fill = (template: string) => Code;
