import type { Collector } from "../diagnostics/collector.ts";
import type { ConnectorModel } from "../model/connector-model.ts";
import type { Setting } from "../model/setting.ts";
import type { Stream } from "../model/stream.ts";
import type { Note } from "../model/values.ts";
import { connectorName } from "./connector-name.ts";
import { withLiftedFields } from "./lifted-fields.ts";
import { withParentFields } from "./parent-fields.ts";
import { assembleSettings } from "./settings.ts";
import { orderStreams, selectParents } from "./stream-order.ts";

/** A stream of any kind, with the settings that it needs. */
export interface MadeStream {
  readonly stream: Stream;
  readonly settings: readonly Setting[];
}

/** What every kind of source comes down to before it is one model. */
export interface ModelParts {
  readonly title: string;
  readonly description: string | undefined;
  readonly documentation: string | undefined;
  readonly source: ConnectorModel["source"];
  /** Where the source lies, and who asks. */
  readonly settings: readonly Setting[];
  /** How the start is asked for; absent: as for any source. */
  readonly start?: Setting;
  readonly streams: readonly MadeStream[];
  readonly notes: readonly Note[];
}

/** One model of its parts: streams in order with their parents, every setting once. Knows nothing of how records are read. */
export function assembleModel(parts: ModelParts, collector: Collector): ConnectorModel {
  const { ordered, dropped } = orderStreams(parts.streams.map(({ stream }) => stream));
  for (const { stream, link } of dropped) {
    collector.report("assemble/parent-dropped", { stream, parent: link.stream, param: link.param.name });
  }
  const streams = withParentFields(selectParents(ordered)).map(withLiftedFields);
  const settingsOf = new Map(parts.streams.map(({ stream, settings }) => [stream.name, settings]));
  return {
    modelVersion: 1,
    name: connectorName(parts.title),
    title: parts.title,
    ...(parts.description === undefined ? {} : { description: parts.description }),
    ...(parts.documentation === undefined ? {} : { documentation: parts.documentation }),
    settings: assembleSettings(
      parts.settings,
      streams.map((stream) => ({ stream, settings: settingsOf.get(stream.name) ?? [] })),
      parts.start,
    ),
    source: parts.source,
    streams,
    notes: parts.notes,
  };
}
