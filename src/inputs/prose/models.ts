import type { SchemaView } from "../../evidence/schema-view.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";
import { plainSchema } from "../plain-schema.ts";
import { type Block, plainText } from "./blocks.ts";
import { type Field, type FieldList, fieldsOfBlock } from "./fields.ts";
import { roleOf } from "./labels.ts";
import type { Page } from "./pages.ts";
import type { LinkMap, Section } from "./sections.ts";
import { readType, type WrittenType } from "./type-words.ts";

/** Schemas that pages tell in tables, which link to one another. */
export interface Models {
  /** What a section describes; `undefined`: no fields and no type. */
  of(section: Section): SchemaView | undefined;
  /** The type that words link to. */
  linked(type: WrittenType, from: Page, at: SourceRef): SchemaView | undefined;
  viewOf(fields: readonly Field[], from: Page, at: SourceRef): SchemaView;
}

const DEEPEST = 40;

export function createModels(links: LinkMap): Models {
  const made = new Map<Section, SchemaView | undefined>();
  let depth = 0;

  function of(section: Section): SchemaView | undefined {
    if (made.has(section)) return made.get(section);
    if (depth > DEEPEST) return undefined;
    depth++;
    const view = read(section);
    depth--;
    return view;
  }

  function read(section: Section): SchemaView | undefined {
    const list = ownFields(section);
    if (!list) {
      made.set(section, undefined);
      const told = toldType(section);
      const view = told && typedView(told, section.page, section.at);
      made.set(section, view && { ...view, name: section.title });
      return made.get(section);
    }
    const properties = new Map<string, SchemaView>();
    const required = new Set(list.fields.flatMap(({ name, required: is }) => (is === true ? [name] : [])));
    const at = section.at;
    const view = plainSchema(at, {
      id: `model ${at.document}#${at.pointer}`,
      name: section.title,
      types: ["object"],
      properties,
      required,
    });
    made.set(section, view);
    fill(properties, list.fields, section.page);
    return view;
  }

  function fill(properties: Map<string, SchemaView>, fields: readonly Field[], page: Page): void {
    for (const field of fields) properties.set(field.name, fieldView(field, page));
  }

  function fieldView(field: Field, page: Page): SchemaView {
    const view = field.type ? typedView(field.type, page, field.at) : undefined;
    return { ...(view ?? plainSchema(field.at)), ...wordsOf(field) };
  }

  function typedView(type: WrittenType, page: Page, at: SourceRef): SchemaView {
    const linked = type.link === undefined ? undefined : linkedView(type.link, page);
    const one =
      linked ??
      plainSchema(at, {
        types: type.types,
        format: type.format,
        nullable: type.nullable,
        enum: type.isArray ? undefined : type.enum,
      });
    if (!type.isArray) return one;
    const items = linked || type.types.length > 0 ? one : undefined;
    return plainSchema(at, { id: `list ${at.document}#${at.pointer} ${one.id}`, types: ["array"], items });
  }

  function linkedView(link: string, page: Page): SchemaView | undefined {
    const section = links.follow(link, page);
    return section && of(section);
  }
  return {
    of,
    linked: ({ link, ...type }, from, at) =>
      link !== undefined && linkedView(link, from) ? typedView({ ...type, link }, from, at) : undefined,
    viewOf(fields, from, at) {
      const properties = new Map<string, SchemaView>();
      fill(properties, fields, from);
      return plainSchema(at, { id: `fields ${at.document}#${at.pointer}`, types: ["object"], properties });
    },
  };
}

function wordsOf({ name, description, example, at }: Field): Pick<SchemaView, "id" | "description" | "examples"> {
  return {
    id: `field ${at.document}#${at.pointer} ${name}`,
    description: description === "" ? undefined : description,
    examples: example === undefined ? [] : [example],
  };
}

function ownFields(section: Section): FieldList | undefined {
  const direct = firstFields(section.blocks);
  if (direct) return direct;
  for (const part of section.sections) {
    const role = roleOf(part.title);
    const found = role === "response" || role === "body" ? firstFields(part.blocks) : undefined;
    if (found) return found;
  }
  return undefined;
}

function firstFields(blocks: readonly Block[]): FieldList | undefined {
  for (const block of blocks) {
    const found = block.kind === "table" || block.kind === "definitions" ? fieldsOfBlock(block) : undefined;
    if (found && !/\bvalue|parameter|code|status\b/i.test(found.called)) return found;
  }
  return undefined;
}

/** `Type : < Order > array` in a paragraph of its own. */
function toldType(section: Section): WrittenType | undefined {
  for (const block of section.blocks) {
    if (block.kind !== "paragraph" || !/^\W*(?:data )?type\W*\s*:/i.test(plainText(block.words))) continue;
    const colon = block.words.findIndex(({ text }) => text.includes(":"));
    const rest = block.words
      .slice(Math.max(colon, 0))
      .map((run, at) => (at === 0 ? { ...run, text: run.text.replace(/^[^:]*:/, "") } : run));
    const type = readType(rest);
    if (type) return type;
  }
  return undefined;
}
