import { createHash } from "node:crypto";
import type { Auth } from "../../../model/auth.ts";
import { templateParts } from "../../../model/template.ts";
import type { Template } from "../../../model/values.ts";
import { kebabCase } from "../../../printing/naming.ts";
import { commented, type YamlMap } from "../../../printing/yaml.ts";
import { type BuiltStream, CDK_VERSION, unconditional } from "./manifest.ts";
import { prose } from "./schema.ts";
import type { Scope } from "./scope.ts";

/** Names that follow from the connector's own. */
export function connectorNames(name: string): { readonly kebab: string; readonly image: string } {
  const kebab = kebabCase(name);
  return { kebab, image: `airbyte/source-${kebab}` };
}

export function metadata(streams: readonly BuiltStream[], version: string, scope: Scope): YamlMap {
  const { model } = scope;
  const { kebab, image } = connectorNames(model.name);
  return {
    data: {
      ab_internal: { ql: 100, sl: 100 },
      allowedHosts: { hosts: allowedHosts(scope) },
      connectorBuildOptions: {
        baseImage: commented(
          "TODO: Airbyte's registry wants the image's digest behind the tag.",
          `docker.io/airbyte/source-declarative-manifest:${CDK_VERSION}`,
        ),
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
      license: "MIT",
      maxSecondsBetweenMessages: 7200,
      name: prose(model.title),
      registryOverrides: { cloud: { enabled: false }, oss: { enabled: true } },
      releaseStage: "alpha",
      remoteRegistries: { pypi: { enabled: false, packageName: `airbyte-source-${kebab}` } },
      suggestedStreams: {
        streams: unconditional(streams)
          .map(({ stream }) => stream.name)
          .slice(0, 5),
      },
      supportLevel: "community",
      tags: ["cdk:low-code", "language:manifest-only"],
    },
    metadataSpecVersion: "1.0",
  };
}

/** Everything that a connector may speak to; a part that the user gives stands as `*`. */
function allowedHosts(scope: Scope): string[] {
  const { source, streams } = scope;
  const urls = [
    source.baseUrl,
    ...streams.flatMap(({ access }) => (access.baseUrl === undefined ? [] : [access.baseUrl])),
    ...[...source.auth.slice(0, 1), ...streams.flatMap(({ access }) => access.auth?.slice(0, 1) ?? [])].flatMap(
      authUrls,
    ),
  ];
  return [...new Set(urls.map((url) => hostOf(url, scope)))];
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

function hostOf(url: Template, { settings }: Scope): string {
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
