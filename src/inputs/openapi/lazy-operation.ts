import type {
  BodyFact,
  OperationFact,
  ParameterFact,
  ResponseFact,
  SecurityRequirement,
  ServerFact,
} from "../../evidence/http-facts.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";
import { inferSchema } from "../inferred-schema.ts";
import { child, extensions, flag, type Node, placeOf, record, text } from "../node.ts";
import { shownAnswer } from "../shown-answer.ts";
import { readBodyParameters, readRequestBody } from "./bodies.ts";
import { parameterNodes, readParameters } from "./parameters.ts";
import type { Reading } from "./reading.ts";
import { readResponses } from "./responses.ts";
import { readSecurity } from "./security.ts";
import { readServerList } from "./servers.ts";

/** An answer that is declared without any shape may be shown in the operation's description. */
function withShown(responses: readonly ResponseFact[], description: Node): readonly ResponseFact[] {
  const at = responses.findIndex(({ status }) => /^2|^default$/.test(status));
  const answer = responses[at];
  const told = text(description.value);
  if (!answer || !told || answer.content.some(({ schema, examples }) => schema || examples.length > 0))
    return responses;
  const value = shownAnswer(told);
  if (value === undefined) return responses;
  const content = [
    { mediaType: "application/json", schema: inferSchema([{ value, at: placeOf(description) }]), examples: [] },
  ];
  return responses.with(at, { ...answer, content });
}

interface Written {
  readonly path: string;
  readonly method: string;
  readonly node: Node;
  readonly pathItem: Node;
}

/**
 * An operation that is read when it is asked. It is a class for the same reason as `LazySchema`: large APIs have more
 * than ten thousand, most of which are told apart by method and path alone.
 */
export class LazyOperation implements OperationFact {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly #node: Node;
  readonly #pathItem: Node;
  readonly #reading: Reading;
  #at: SourceRef | undefined;
  #parameterNodes: readonly Node[] | undefined;
  #parameters: readonly ParameterFact[] | undefined;
  #responses: readonly ResponseFact[] | undefined;
  #body: { readonly fact: BodyFact | undefined } | undefined;

  constructor({ path, method, node, pathItem }: Written, reading: Reading) {
    this.id = `${method} ${path}`;
    this.method = method;
    this.path = path;
    this.#node = node;
    this.#pathItem = pathItem;
    this.#reading = reading;
  }

  get operationId(): string | undefined {
    return this.#text("operationId");
  }

  get summary(): string | undefined {
    return this.#text("summary") ?? text(child(this.#pathItem, "summary").value);
  }

  get description(): string | undefined {
    return this.#text("description") ?? text(child(this.#pathItem, "description").value);
  }

  get tags(): readonly string[] {
    const { tags } = record(this.#node);
    return (Array.isArray(tags) ? tags : [tags]).flatMap((tag) => text(tag) ?? []);
  }

  get deprecated(): boolean {
    return flag(record(this.#node).deprecated);
  }

  get documentation(): string | undefined {
    return text(child(child(this.#node, "externalDocs"), "url").value);
  }

  get parameters(): readonly ParameterFact[] {
    this.#parameters ??= readParameters(this.#nodes(), this.#reading);
    return this.#parameters;
  }

  get body(): BodyFact | undefined {
    this.#body ??= { fact: this.#readBody() };
    return this.#body.fact;
  }

  get responses(): readonly ResponseFact[] {
    this.#responses ??= withShown(
      readResponses(this.#node, this.#mediaTypes("produces"), this.#reading),
      child(this.#node, "description"),
    );
    return this.#responses;
  }

  get security(): readonly SecurityRequirement[] | undefined {
    return readSecurity(this.#node);
  }

  get servers(): readonly ServerFact[] | undefined {
    return readServerList(this.#node, this.#reading) ?? readServerList(this.#pathItem, this.#reading);
  }

  get extensions(): Readonly<Record<string, unknown>> {
    return { ...extensions(this.#pathItem.value), ...extensions(this.#node.value) };
  }

  get at(): SourceRef {
    this.#at ??= placeOf(this.#node);
    return this.#at;
  }

  #text(key: string): string | undefined {
    return text(record(this.#node)[key]);
  }

  #nodes(): readonly Node[] {
    this.#parameterNodes ??= parameterNodes(this.#node, this.#pathItem, this.#reading);
    return this.#parameterNodes;
  }

  #readBody(): BodyFact | undefined {
    return (
      readRequestBody(this.#node, this.#reading) ??
      readBodyParameters(this.#nodes(), this.#mediaTypes("consumes"), this.#reading)
    );
  }

  /** 2.0's; the operation's own, else the document's. */
  #mediaTypes(keyword: "consumes" | "produces"): readonly string[] {
    const own = record(this.#node)[keyword] ?? record(this.#reading.root)[keyword];
    const list = Array.isArray(own) ? own : [own];
    return list.filter((type) => typeof type === "string" && type.includes("/"));
  }
}
