import type { Auth } from "../model/auth.ts";
import type { HttpSource } from "../model/http.ts";
import type { Setting } from "../model/setting.ts";
import { commaSeparated } from "../printing/code.ts";
import { lit, py, tuple } from "../printing/python.ts";
import type { AuthCall, Fill } from "./auth-call.ts";
import { codeDict, methodJson } from "./setting-values.ts";

/** A token that is signed anew each time. */
export function jwtCall(auth: Extract<Auth, { kind: "jwt" }>, fill: Fill): AuthCall {
  const entries = (held: { readonly [name: string]: string | number }) =>
    codeDict(Object.entries(held).map(([name, value]) => [name, typeof value === "number" ? lit(value) : fill(value)]));
  const parts = [
    py`claims=${entries(auth.claims)}`,
    py`key=${fill(auth.key)}`,
    py`algorithm=${lit(auth.algorithm)}`,
    py`lifetime=${lit(auth.lifetime)}`,
    ...(auth.headers ? [py`headers=${entries(auth.headers)}`] : []),
    ...(auth.prefix === undefined || auth.prefix === "Bearer" ? [] : [py`prefix=${lit(auth.prefix)}`]),
  ];
  return { className: "SignedToken", call: commaSeparated(parts), support: ["SignedToken"], sdk: [] };
}

interface Session {
  readonly fill: Fill;
  readonly settings: readonly Setting[];
  readonly source: HttpSource;
}

/** A login, where the settings are in `config`. */
export function sessionCall(auth: Extract<Auth, { kind: "session" }>, { fill, settings, source }: Session): AuthCall {
  const { login, token, sendAs, lifetime } = auth;
  const url = /^https?:/.test(login.path) ? login.path : `${source.baseUrl}/${login.path.replace(/^\/+/, "")}`;
  const { basic, body } = login;
  const headers = Object.entries(login.headers ?? {}).map(([name, value]) => [name, fill(value)] as const);
  const parts = [
    py`url=${fill(url)}`,
    ...(login.method === "POST" ? [] : [py`method=${lit(login.method)}`]),
    ...(body === undefined ? [] : [py`body=${methodJson(body, settings, "config")}`]),
    ...(headers.length === 0 ? [] : [py`headers=${codeDict(headers)}`]),
    ...(basic ? [py`basic=(${fill(basic.username)}, ${fill(basic.password)})`] : []),
    token.from === "body" ? py`token_path=${tuple(token.path)}` : py`token_header=${lit(token.name)}`,
    ...(sendAs.in === "header" ? [] : [py`place=${lit(sendAs.in)}`]),
    ...(sendAs.name === "Authorization" ? [] : [py`name=${lit(sendAs.name)}`]),
    ...(sendAs.prefix ? [py`prefix=${lit(sendAs.prefix)}`] : []),
    ...(lifetime === undefined ? [] : [py`lifetime=${lit(lifetime)}`]),
  ];
  return { className: "SessionLogin", call: commaSeparated(parts), support: ["SessionLogin"], sdk: [] };
}
