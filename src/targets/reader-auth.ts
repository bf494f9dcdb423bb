import type { ApiKeyAuth, Auth } from "../model/auth.ts";
import type { HttpAccess, HttpSource } from "../model/http.ts";
import type { Setting } from "../model/setting.ts";
import { type Code, code, commaSeparated } from "../printing/code.ts";
import { lit, py } from "../printing/python.ts";
import type { Fill } from "./auth-call.ts";
import type { Expression } from "./expression.ts";
import { jwtCall, sessionCall } from "./login-calls.ts";
import { oauthCall } from "./oauth-call.ts";
import type { AuthPlan } from "./reader-plan.ts";
import { methodValue } from "./setting-values.ts";

/** Names of the functions in `auth.py`, by the JSON of what they do. */
export type AuthNames = ReadonlyMap<string, string>;

const NOBODY: Auth = { kind: "none" };

/** Every way in which the source or one of its streams wants to know who asks; mostly one, or none. */
export function authNames(source: HttpSource, accesses: readonly HttpAccess[]): AuthNames {
  const own = accesses.flatMap((access) => ownAuth(access, source) ?? []);
  const first = source.auth[0];
  const all = [...(first && first.kind !== "none" ? [first] : []), ...own];
  const distinct = [...new Set(all.map((auth) => JSON.stringify(auth)))];
  return new Map(distinct.map((key, index) => [key, index === 0 ? "credentials" : `credentials_${index + 1}`]));
}

/** Where one stream is asked for in another way than the others. */
export function ownAuth(access: HttpAccess, source: HttpSource): Auth | undefined {
  const own = access.auth?.[0];
  return own && JSON.stringify(own) !== JSON.stringify(source.auth[0] ?? NOBODY) ? own : undefined;
}

export function authPlans(names: AuthNames, source: HttpSource, settings: readonly Setting[]): AuthPlan[] {
  const fill: Fill = (template) => methodValue(template, settings, "settings");
  return [...names].map(([key, name]) => {
    const auth = JSON.parse(key) as Auth;
    return { name, doc: docOf(auth), value: made(auth, { fill, settings, source }) };
  });
}

const docOf = (auth: Auth): string => (auth.kind === "none" ? "Nobody is asked for." : "Proves who asks.");

interface Making {
  readonly fill: Fill;
  readonly settings: readonly Setting[];
  readonly source: HttpSource;
}

function made(auth: Auth, making: Making): Expression {
  const { fill } = making;
  switch (auth.kind) {
    case "bearer":
      return keyCall({ in: "header", name: "Authorization", key: auth.token, prefix: auth.prefix ?? "Bearer" }, fill);
    case "api-key":
      return keyCall(auth, fill);
    case "basic":
      return madeOf("Basic", py`username=${fill(auth.username)}, password=${fill(auth.password)}`);
    case "oauth2":
      return called(oauthCall(auth, fill));
    case "jwt":
      return called(jwtCall(auth, fill));
    case "session":
      return called(sessionCall(auth, making));
    case "all": {
      const parts = auth.of.map((part) => made(part, making));
      return {
        code: code(`Several(${commaSeparated(parts.map((part) => part.code)).text})`),
        names: ["Several", ...parts.flatMap((part) => part.names)],
      };
    }
    case "none":
      return madeOf("Several", code(""));
    case "custom":
      throw new Error("no code for a custom authentication");
  }
}

const madeOf = (name: string, parts: Code): Expression => ({ code: code(`${name}(${parts.text})`), names: [name] });

const called = ({ className, call }: { readonly className: string; readonly call: Code }): Expression =>
  madeOf(className, call);

function keyCall({ in: place, name, prefix, key }: Omit<ApiKeyAuth, "kind">, fill: Fill): Expression {
  const parts = [
    ...(place === "header" && name === "Authorization" ? [] : [py`name=${lit(name)}`]),
    py`value=${fill(prefix ? `${prefix} ${key}` : key)}`,
    ...(place === "header" ? [] : [py`place=${lit(place)}`]),
  ];
  return madeOf("ApiKey", commaSeparated(parts));
}
