import type { Auth, OAuth2Auth } from "./auth.ts";
import { type ModelProblem, urlProblems } from "./invariants-problem.ts";
import type { Setting } from "./setting.ts";
import { templateParts } from "./template.ts";
import type { Template } from "./values.ts";

/** Only the first alternative is built, and only its settings are there. */
export function authProblems(path: string, auths: readonly Auth[], settings: readonly Setting[]): ModelProblem[] {
  const [first] = auths;
  return first ? oneAuth(`${path}.0`, first, settings) : [];
}

function oneAuth(path: string, auth: Auth, settings: readonly Setting[]): ModelProblem[] {
  switch (auth.kind) {
    case "none":
    case "custom":
      return [];
    case "bearer":
      return secretProblems(`${path}.token`, auth.token, settings);
    case "basic":
      // Either may be a constant, but then the other one is what proves who asks.
      return secretProblems(`${path}.username`, `${auth.username}${auth.password}`, settings);
    case "api-key":
      return secretProblems(`${path}.key`, auth.key, settings);
    case "oauth2":
      return [...urlProblems(`${path}.tokenUrl`, auth.tokenUrl, settings), ...credentialProblems(path, auth, settings)];
    case "jwt": {
      const lifetime = auth.lifetime > 0 ? [] : [{ path: `${path}.lifetime`, problem: "it isn't positive" }];
      return [...secretProblems(`${path}.key`, auth.key, settings), ...lifetime];
    }
    case "session":
      return urlProblems(`${path}.login.path`, auth.login.path, settings);
    case "all":
      return [
        ...(auth.of.length < 2 ? [{ path: `${path}.of`, problem: "less than two together" }] : []),
        ...auth.of.flatMap((one, index) => oneAuth(`${path}.of.${index}`, one, settings)),
      ];
  }
}

function secretProblems(path: string, template: Template, settings: readonly Setting[]): ModelProblem[] {
  const named = templateParts(template, settings).some((part) => part.kind === "setting");
  return named ? [] : [{ path, problem: `"${template}" names no setting` }];
}

type Role = keyof OAuth2Auth["credentials"];

const NEEDED: Readonly<Record<OAuth2Auth["grant"], readonly Role[]>> = {
  "client-credentials": ["clientId", "clientSecret"],
  "refresh-token": ["refreshToken"],
  "authorization-code": ["refreshToken"],
  password: ["username", "password"],
  "jwt-bearer": ["privateKey"],
};

function credentialProblems(path: string, auth: OAuth2Auth, settings: readonly Setting[]): ModelProblem[] {
  const needed = auth.clientAuth === "basic" ? ([...NEEDED[auth.grant], "clientId"] as const) : NEEDED[auth.grant];
  return [...new Set<Role>(needed)].flatMap((role) => {
    const template = auth.credentials[role];
    const place = `${path}.credentials.${role}`;
    if (template === undefined) return [{ path: place, problem: `the grant ${auth.grant} needs it` }];
    return secretProblems(place, template, settings);
  });
}
