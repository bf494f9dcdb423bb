import { generateKeyPairSync, type KeyObject } from "node:crypto";
import type { Auth } from "../model/auth.ts";
import type { ConnectorModel } from "../model/connector-model.ts";
import { type Setting, START_SETTING } from "../model/setting.ts";
import { fillTemplate, templateParts } from "../model/template.ts";
import type { Json, Template } from "../model/values.ts";
import { hexOf } from "./random.ts";

export interface Configuration {
  /** A value for every setting. */
  readonly config: Readonly<Record<string, Json>>;
  fill(template: Template): string;
  /** Of the key pair whose private half is in the configuration; undefined where nothing is signed with one. */
  readonly publicKey: KeyObject | undefined;
}

/** Values for all settings, such that every template of the model makes sense. */
export function configure(model: ConnectorModel, seed: number, startDate: string): Configuration {
  const signing = privateKeySetting(model);
  const pair = signing && keyPair(signing.algorithm);
  const config: Record<string, Json> = {};
  const addresses = addressesOf(model);
  for (const setting of model.settings) {
    const hostPart = addresses
      .map((address) => placeInUrl(address, setting, model.settings))
      .find((part) => part !== undefined);
    if (pair && setting.name === signing?.name) config[setting.name] = pair.privateKey;
    else config[setting.name] = settingValue(setting, seed, { startDate, hostPart });
  }
  return {
    config,
    fill: (template) => fillTemplate(template, model.settings, (name) => String(config[name] ?? "")),
    publicKey: pair?.publicKey,
  };
}

function keyPair(algorithm: string): { privateKey: string; publicKey: KeyObject } {
  const namedCurve = Object.hasOwn(CURVES, algorithm) ? CURVES[algorithm] : undefined;
  const { privateKey, publicKey } = namedCurve
    ? generateKeyPairSync("ec", { namedCurve })
    : generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(), publicKey };
}

const CURVES: Readonly<Record<string, string>> = { ES256: "P-256", ES384: "P-384", ES512: "P-521" };

/** The setting that holds a private key, with the algorithm that it is for. */
function privateKeySetting(model: ConnectorModel): { name: string; algorithm: string } | undefined {
  const { source } = model;
  if (source.kind !== "http") return undefined;
  const own = model.streams.flatMap(({ access }) => (access.kind === "http" ? (access.auth ?? []).slice(0, 1) : []));
  for (const { template, algorithm } of [...source.auth.slice(0, 1), ...own].flatMap(privateKeyTemplates)) {
    const part = templateParts(template, model.settings).find((one) => one.kind === "setting");
    if (part?.kind === "setting") return { name: part.name, algorithm };
  }
  return undefined;
}

function privateKeyTemplates(auth: Auth): { template: Template; algorithm: string }[] {
  if (auth.kind === "all") return auth.of.flatMap(privateKeyTemplates);
  if (auth.kind === "oauth2" && auth.grant === "jwt-bearer" && auth.credentials.privateKey !== undefined)
    return [{ template: auth.credentials.privateKey, algorithm: "RS256" }];
  if (auth.kind === "jwt" && !auth.algorithm.startsWith("HS"))
    return [{ template: auth.key, algorithm: auth.algorithm }];
  return [];
}

/** Every address that requests go to: of the API, of streams that lie elsewhere, of what gives out tokens. */
function addressesOf({ source, streams }: ConnectorModel): readonly Template[] {
  if (source.kind !== "http") return [];
  const own = streams.flatMap(({ access }) => (access.kind === "http" ? (access.baseUrl ?? []) : []));
  return [source.baseUrl, ...own, ...source.auth.slice(0, 1).flatMap(tokenUrlsOf)];
}

function tokenUrlsOf(auth: Auth): readonly Template[] {
  if (auth.kind === "all") return auth.of.flatMap(tokenUrlsOf);
  return auth.kind === "oauth2" ? [auth.tokenUrl] : [];
}

type HostPart = "origin" | "host" | "label" | "path";

/** What a setting is in the base URL: all of its origin, its host, one label of the host, or something in its path. */
function placeInUrl(baseUrl: Template, setting: Setting, settings: readonly Setting[]): HostPart | undefined {
  const mark = "\u0000";
  const other = "x";
  const text = fillTemplate(baseUrl, settings, (name) => (name === setting.name ? mark : other));
  const at = text.indexOf(mark);
  if (at < 0) return undefined;
  if (at === 0) return "origin";
  const authority = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(text)?.[1] ?? "";
  if (!authority.includes(mark)) return "path";
  return authority.replace(/:.*$/, "") === mark ? "host" : "label";
}

const FROM_DOCUMENT = /^[\w.-]{1,60}$/;

function settingValue(
  setting: Setting,
  seed: number,
  { startDate, hostPart }: { readonly startDate: string; readonly hostPart: HostPart | undefined },
): Json {
  if (setting.name === START_SETTING) return setting.type === "date" ? startDate.slice(0, 10) : startDate;
  if (setting.secret) return `secret-${setting.name}-${hexOf(16, seed, setting.name)}`;
  if (setting.default !== undefined && setting.default !== "") return setting.default;
  const value = setting.values?.find((one) => one !== "");
  if (value !== undefined) return value;
  if (hostPart) return hostValue(setting, hostPart);
  return plainValue(setting, seed, startDate);
}

function hostValue(setting: Setting, part: HostPart): string {
  const label = setting.name.replaceAll("_", "-");
  switch (part) {
    case "origin":
      return `https://${label}.simulated.example`;
    case "host":
      return `${label}.simulated.example`;
    case "label":
    case "path":
      return `simulated-${label}`;
  }
}

function plainValue(setting: Setting, seed: number, startDate: string): Json {
  switch (setting.type) {
    case "string":
      return (
        setting.examples?.find((text) => FROM_DOCUMENT.test(text)) ?? `${setting.name}-${hexOf(6, seed, setting.name)}`
      );
    case "integer":
    case "number":
      return 1 + (Number.parseInt(hexOf(4, seed, setting.name), 16) % 1000);
    case "boolean":
      return true;
    case "date-time":
      return startDate;
    case "date":
      return startDate.slice(0, 10);
  }
}
