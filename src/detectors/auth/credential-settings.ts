import type { HttpFacts } from "../../evidence/http-facts.ts";
import type { Auth } from "../../model/auth.ts";
import type { Setting } from "../../model/setting.ts";

/** What the settings that credentials are put into are for; others are told apart by their name alone. */
const KNOWN: Readonly<
  Record<string, { readonly title: string; readonly description: string; readonly open?: boolean }>
> = {
  access_token: { title: "Access token", description: "The token that the API gives to a user or an application." },
  api_key: { title: "API key", description: "The key that the API gives to a user or an application." },
  api_token: { title: "API token", description: "The token that the API gives to a user or an application." },
  username: { title: "User name", description: "The name of the user who reads.", open: true },
  password: { title: "Password", description: "The password of the user who reads." },
  client_id: {
    title: "Client ID",
    description: "The id of the application that is registered with the API.",
    open: true,
  },
  client_secret: {
    title: "Client secret",
    description: "The secret of the application that is registered with the API.",
  },
  refresh_token: {
    title: "Refresh token",
    description: "The token that was given once a user had consented; access tokens are had with it.",
  },
  private_key: { title: "Private key", description: "The key that requests for tokens are signed with." },
  token_url: {
    title: "Token URL",
    description: "Where access tokens are given out; the document does not say.",
    open: true,
  },
  tenant_id: { title: "Tenant ID", description: "The organisation whose data is read.", open: true },
  base_url: { title: "Base URL", description: "Scheme and host under which the API answers.", open: true },
};

/** A name that holds no secret of its own: an id, an address, a user's name. */
const OPEN = /(^|_)(id|url|host|user|username|email|tenant|region|domain|name)$/;

/** The settings that the first alternative's templates name, in their order. */
export function credentialSettings(auth: readonly Auth[], facts: HttpFacts): Setting[] {
  const built = JSON.stringify(auth[0] ?? null);
  const names = [...built.matchAll(/\{([a-z][a-z0-9_]*)\}/g)].map(([, name]) => name ?? "");
  return [...new Set(names)].map((name) => settingOf(name, auth[0], facts));
}

function settingOf(name: string, auth: Auth | undefined, facts: HttpFacts): Setting {
  const known = KNOWN[name];
  const said = known?.open ? undefined : saidOf(auth, facts);
  const text = name.replaceAll("_", " ");
  const description = said ?? known?.description;
  return {
    name,
    title: known?.title ?? text.charAt(0).toUpperCase() + text.slice(1),
    ...(description ? { description } : {}),
    type: "string",
    secret: isKey(name, auth) || !(known?.open ?? OPEN.test(name)),
    required: true,
    purpose: /^(base|token)_url$/.test(name) ? "server" : "credential",
  };
}

/** Whether the name stands for what opens the door, whatever it is called: an app's id that is sent as a key. */
function isKey(name: string, auth: Auth | undefined): boolean {
  switch (auth?.kind) {
    case "api-key":
      return auth.key.includes(`{${name}}`);
    case "bearer":
      return auth.token.includes(`{${name}}`);
    case "basic":
      return auth.password.includes(`{${name}}`);
    case "all":
      return auth.of.some((one) => isKey(name, one));
    default:
      return false;
  }
}

/** The document's own words on the one scheme that it declares. */
function saidOf(auth: Auth | undefined, { securitySchemes }: HttpFacts): string | undefined {
  if (auth?.kind !== "bearer" && auth?.kind !== "api-key") return undefined;
  const fitting = securitySchemes.filter((one) =>
    auth.kind === "api-key" && one.type === "api-key"
      ? one.name === auth.name
      : auth.kind === "bearer" && one.type === "http" && /bearer/i.test(one.scheme),
  );
  const said = fitting.length === 1 ? fitting[0]?.description?.replace(/\s+/g, " ").trim() : undefined;
  return said ? said.slice(0, 300) : undefined;
}
