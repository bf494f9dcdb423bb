import { createHash } from "node:crypto";
import type { Auth } from "../model/auth.ts";
import type { ConnectorModel } from "../model/connector-model.ts";
import type { HttpAccess, HttpSource } from "../model/http.ts";
import type { Setting } from "../model/setting.ts";
import { templateParts } from "../model/template.ts";
import type { Template } from "../model/values.ts";
import { kebabCase } from "../printing/naming.ts";
import { commented, type YamlMap } from "../printing/yaml.ts";
import { prose } from "./airbyte-schema.ts";
import type { BreakingChange } from "./target.ts";

/** Names that follow from the connector's own. */
export function connectorNames(name: string): { readonly kebab: string; readonly image: string } {
  const kebab = kebabCase(name);
  return { kebab, image: `airbyte/source-${kebab}` };
}

export interface Described {
  readonly model: ConnectorModel;
  readonly source: HttpSource;
  /** Those that are built. */
  readonly accesses: readonly HttpAccess[];
  /** Names of streams that most will want. */
  readonly suggested: readonly string[];
  readonly version: string;
  readonly breakingChanges?: readonly BreakingChange[];
  readonly baseImage: string;
  readonly tags: readonly string[];
  readonly license: string;
}

export function metadata(described: Described): YamlMap {
  const { model, suggested, version, baseImage, tags, license } = described;
  const { kebab, image } = connectorNames(model.name);
  return {
    data: {
      ab_internal: { ql: 100, sl: 100 },
      allowedHosts: { hosts: allowedHosts(described) },
      connectorBuildOptions: {
        baseImage: commented("TODO: Airbyte's registry wants the image's digest behind the tag.", baseImage),
      },
      connectorSubtype: "api",
      connectorTestSuitesOptions: [{ suite: "unitTests" }],
      connectorType: "source",
      definitionId: definitionId(model.name),
      dockerImageTag: version,
      dockerRepository: image,
      documentationUrl: `https://docs.airbyte.com/integrations/sources/${kebab}`,
      ...(model.documentation === undefined
        ? {}
        : {
            externalDocumentationUrls: [
              { title: "API reference", url: prose(model.documentation), type: "api_reference" },
            ],
          }),
      githubIssueLabel: `source-${kebab}`,
      icon: "icon.svg",
      license,
      maxSecondsBetweenMessages: 7200,
      name: prose(model.title),
      registryOverrides: { cloud: { enabled: false }, oss: { enabled: true } },
      releaseStage: "alpha",
      ...releases(described.breakingChanges ?? []),
      remoteRegistries: { pypi: { enabled: false, packageName: `airbyte-source-${kebab}` } },
      suggestedStreams: { streams: suggested.slice(0, 5) },
      supportLevel: "community",
      tags,
    },
    metadataSpecVersion: "1.0",
  };
}

/** What the platform asks users about before it upgrades them. */
function releases(changes: readonly BreakingChange[]): YamlMap {
  if (changes.length === 0) return {};
  const told = changes.map(({ version, message, deadline, streams }): [string, YamlMap] => {
    const scope: YamlMap =
      streams.length === 0 ? {} : { scopedImpact: [{ scopeType: "stream", impactedScopes: [...streams] }] };
    return [version, { message: prose(message), upgradeDeadline: deadline, ...scope }];
  });
  return { releases: { breakingChanges: Object.fromEntries(told) } };
}

/** Everything that a connector may speak to; a part that the user gives stands as `*`. */
function allowedHosts({ model, source, accesses }: Described): string[] {
  const urls = [
    source.baseUrl,
    ...accesses.flatMap(({ baseUrl }) => (baseUrl === undefined ? [] : [baseUrl])),
    ...[...source.auth.slice(0, 1), ...accesses.flatMap(({ auth }) => auth?.slice(0, 1) ?? [])].flatMap(authUrls),
  ];
  return [...new Set(urls.map((url) => hostOf(url, model.settings)))];
}

function authUrls(auth: Auth): Template[] {
  switch (auth.kind) {
    case "oauth2":
      return [auth.tokenUrl];
    case "session":
      return /^[a-z]+:\/\//i.test(auth.login.path) ? [auth.login.path] : [];
    case "all":
      return auth.of.flatMap(authUrls);
    default:
      return [];
  }
}

function hostOf(url: Template, settings: readonly Setting[]): string {
  const text = templateParts(url, settings)
    .map((part) => (part.kind === "text" ? part.text : "*"))
    .join("");
  return /^(?:[a-z]+:\/\/)?([^/:?#]+)/i.exec(text)?.[1] ?? "*";
}

const NAMESPACE = Buffer.from("6ba7b8119dad11d180b400c04fd430c8", "hex");

/** A UUID (version 5, of a URL) that is always the same for a connector's name. */
export function definitionId(name: string): string {
  const hash = createHash("sha1").update(NAMESPACE).update(`https://sourcewright.invalid/airbyte/${name}`).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.subarray(0, 16).toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
