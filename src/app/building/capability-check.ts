import { Failure } from "../../diagnostics/failure.ts";
import type { ConnectorModel } from "../../model/connector-model.ts";
import { withUsedSettings } from "../../model/used-settings.ts";
import type { Capabilities, Support } from "../../targets/capabilities.ts";
import { type Requirement, requiredCapabilities } from "../../targets/required-capabilities.ts";
import type { Loss, Target } from "../../targets/target.ts";

/**
 * The model as far as a target can hold it: streams that it can't are left out, with their children, and told as losses.
 * Errors: a `Failure` where the target can't hold the source at all.
 */
export function fitToTarget(
  model: ConnectorModel,
  target: Pick<Target, "id" | "title"> & { readonly capabilities: Capabilities },
): { readonly model: ConnectorModel; readonly losses: readonly Loss[] } {
  const losses: Loss[] = [];
  const refused = new Set<string>();
  for (const { capability, path } of requiredCapabilities(model)) {
    const support = target.capabilities[capability] ?? UNKNOWN;
    if (support.kind === "yes") continue;
    if (support.kind === "approximated") {
      losses.push({ path, lost: capability, instead: support.with });
      continue;
    }
    const stream = /^streams\.([^.]+)/.exec(path)?.[1];
    if (stream === undefined) {
      throw new Failure(
        "unusable",
        `${target.title} can't do ${capability} (${path}): ${support.because}; ${remedyOf(capability)}`,
      );
    }
    refused.add(stream);
    losses.push({ path, lost: capability, instead: `the stream is left out: ${support.because}`, leavesOut: stream });
  }
  return { model: withUsedSettings(withoutStreams(model, refused)), losses };
}

const UNKNOWN: Support = { kind: "no", because: "it was never tried" };

/** What a source is isn't for the user to decide. */
function remedyOf(capability: Requirement["capability"]): string {
  if (/^(?:source|dialect|store)\./.test(capability))
    return "nothing was built; `sourcewright analyze` shows what was found";
  return "decide it in overrides.yaml or choose another target with --to";
}

/** The model without these streams and their children. Streams come parents first, so one pass finds the children of what is left out. */
export function withoutStreams(model: ConnectorModel, refused: Set<string>): ConnectorModel {
  if (refused.size === 0) return model;
  const streams = model.streams.filter((stream) => {
    if (stream.parents.some((link) => refused.has(link.stream))) refused.add(stream.name);
    return !refused.has(stream.name);
  });
  return { ...model, streams };
}
