import type { ConnectorModel } from "../../../../model/connector-model.ts";
import type { FileSource } from "../../../../model/file.ts";
import { asRecords } from "../../../../model/file-record.ts";
import type { Stream } from "../../../../model/stream.ts";
import { code } from "../../../../printing/code.ts";
import { plainText } from "../../../../printing/wrap.ts";
import { given } from "../../../attributes.ts";
import { literal } from "../../../expression.ts";
import { environmentExample } from "../../../tap-definition.ts";
import type { Loss, TargetOptions } from "../../../target.ts";
import type { SingerPlan, StreamPlan } from "../../plan.ts";
import { SUPPORT_NAMES, type SupportModule, type SupportName, withImports } from "../../support-modules.ts";
import { meltanoPlan } from "../meltano.ts";
import { streamNames, tapNames } from "../names.ts";
import { singerSchema } from "../schema.ts";
import { settingPlan } from "../settings.ts";
import { fileFacts } from "./file-facts.ts";
import type { FileSet } from "./file-set.ts";
import { fileSettings } from "./file-settings.ts";
import { arrivalOf, fileStreamPlan } from "./file-stream.ts";
import { filesAgents, filesReadme } from "./files-readme.ts";

interface Driver {
  readonly name: SupportName;
  readonly dependencies: readonly string[];
  readonly typings?: readonly string[];
}

const DRIVERS: Partial<Record<FileSource["store"], Driver>> = {
  local: { name: "LocalStore", dependencies: [] },
  sftp: { name: "SftpStore", dependencies: ["paramiko>=3.5"], typings: ["types-paramiko"] },
};

/** All decisions about a tap of files. Errors: stores that the capabilities refuse. */
export function lowerFiles(
  model: ConnectorModel,
  source: FileSource,
  options: TargetOptions,
): { readonly plan: SingerPlan; readonly losses: readonly Loss[] } {
  const driver = DRIVERS[source.store];
  if (!driver) throw new Error(`no tap reads files of ${source.store}`);
  const names = tapNames(model);
  const modelled = model.streams.filter(({ selected }) => selected).map(fileSet);
  const streams = modelled.map(asRecords);
  const settings = [...model.settings, ...fileSettings(source, model.settings)];
  const named = streamNames(streams, names, new Map());
  const asked = { ...model, settings };
  const told = { model: asked, source, streams, names };
  const plans = streams.map((stream) => fileStreamPlan(stream, names, named));
  const attributes = given([
    ["store_class", { code: code(driver.name), names: [driver.name] }],
    ["location", literal(source.location)],
    ["arrival", arrivalOf(source)],
  ]);
  const plan: SingerPlan = {
    names,
    version: options.connectorVersion,
    title: plainText(model.title),
    summary: `Singer tap for the files of ${plainText(model.title)}`,
    dependencies: [
      "msgspec>=0.19",
      ...driver.dependencies,
      "singer-sdk[msgspec]~=0.54.9",
      "typing-extensions>=4.12",
    ].toSorted(),
    ...(driver.typings && { typings: driver.typings }),
    settings: settings.map(settingPlan),
    asked: settings,
    tap: { base: "FileSetTap", attributes },
    base: { base: "FileSetStream", constants: [], attributes: [], properties: [], imports: [] },
    authenticators: [],
    streams: plans,
    schemas: streams.map(({ name, schema, primaryKey }) => ({
      file: named.get(name)?.file ?? name,
      schema: singerSchema(schema, primaryKey),
    })),
    modules: withImports(modulesOf(driver.name, plans)),
    meltano: meltanoPlan(asked),
    environment: environmentExample(asked),
    tests: { kind: "files", facts: fileFacts(streams, { settings: model.settings, source }) },
    readme: filesReadme(told),
    agents: filesAgents(told),
  };
  return { plan, losses: modelled.flatMap(fileLosses) };
}

/** The tests read a folder, whatever the tap reads. */
function modulesOf(driver: SupportName, streams: readonly StreamPlan[]): Set<SupportModule> {
  const used = streams.flatMap(({ attributes }) => attributes.flatMap(({ value }) => value.names));
  const names = ["FileSetTap", "FileSetStream", "LocalStore", driver, ...used];
  return new Set(names.flatMap((name) => (name in SUPPORT_NAMES ? [SUPPORT_NAMES[name as SupportName]] : [])));
}

function fileSet(stream: Stream): FileSet {
  const { access, name } = stream;
  if (access.kind !== "file") throw new Error(`no tap of files reads the ${access.kind} stream ${name}`);
  return { ...stream, access };
}

function fileLosses({ name, incremental, primaryKey }: FileSet): Loss[] {
  const nested = primaryKey.find((key) => key.length > 1);
  const cursor = incremental?.cursorField.join(".");
  return [
    ...(nested
      ? [
          {
            path: `streams.${name}.primaryKey`,
            lost: `the key ${nested.join(".")}: Singer's keys are fields of the record itself`,
            instead: "its place, _file and _line, is the record's key",
          },
        ]
      : []),
    ...(cursor !== undefined && cursor !== "_modified"
      ? [
          {
            path: `streams.${name}.incremental`,
            lost: `the cursor ${cursor}: files can't be asked for rows`,
            instead: "each file is read once, whatever its rows hold",
          },
        ]
      : []),
  ];
}
