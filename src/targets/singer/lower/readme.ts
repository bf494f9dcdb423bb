import type { ConnectorModel } from "../../../model/connector-model.ts";
import type { Stream } from "../../../model/stream.ts";
import type { TapNames } from "../plan.ts";

export function readmeText(model: ConnectorModel, streams: readonly Stream[], names: TapNames): string {
  return `# ${names.tap}\n\n${model.title.length} ${streams.length}\n`;
}

export function agentsText(model: ConnectorModel, streams: readonly Stream[], names: TapNames): string {
  return `# ${names.tap}\n\n${model.title.length} ${streams.length}\n`;
}
