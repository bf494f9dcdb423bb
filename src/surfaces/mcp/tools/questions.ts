import type { OpenQuestion } from "../../../app/open-questions.ts";
import { firstOf, inShort, pageOfItems } from "../answer-size.ts";
import {
  CONNECTOR,
  FROM_DOCUMENT,
  flag,
  integer,
  listOf,
  NEXT,
  objectOf,
  PAGE_ARGUMENTS,
  type PageArguments,
  pageOf,
  text,
} from "../schema-parts.ts";
import { defineTool, READS, REPLACES } from "../tool.ts";

interface Asked extends PageArguments {
  readonly connector: string;
}

export const questionsTool = defineTool<Asked>({
  name: "questions",
  title: "Open questions",
  description:
    "What a connector's documents don't say, what most data hangs on first, with the candidates that were weighed and what would settle it. Answer only what you know: ask the user, or look it up in the source's documentation; never guess.",
  effects: READS,
  readsDocuments: false,
  input: objectOf({ connector: CONNECTOR, ...PAGE_ARGUMENTS }, "from", "limit"),
  output: objectOf({
    questions: pageOf(
      objectOf({
        id: text(),
        about: text(),
        streams: listOf(text(), "Built streams that can't be trusted before it is answered"),
        candidates: listOf(
          objectOf({ number: integer(), confidence: { type: "number" }, fromDocument: FROM_DOCUMENT }),
        ),
        fromDocument: FROM_DOCUMENT,
      }),
    ),
    misfits: listOf(
      objectOf({ fromDocument: FROM_DOCUMENT }),
      "What the user decided and the documents don't bear out",
    ),
    next: NEXT,
  }),
  async run(given, { ports }) {
    const { openQuestions } = await import("../../../app/open-questions.ts");
    const { misfitsOfConnector } = await import("../../../app/misfits.ts");
    const { questions } = await openQuestions(given.connector, ports);
    const misfits = await misfitsOfConnector(given.connector, ports);
    return {
      questions: pageOfItems(questions.map(shown), given),
      misfits: misfits
        .slice(0, 10)
        .map(({ message, fix }) => ({ fromDocument: inShort({ message, ...(fix && { fix }) }) })),
      next: questions.length > 0 ? "answer, then build the connector's folder again" : "verify",
    };
  },
});

function shown({ id, about, affected, candidates, question, settledBy }: OpenQuestion) {
  return {
    id,
    about,
    streams: firstOf(affected, 10),
    candidates: candidates.map(({ value, confidence, because }, at) => ({
      number: at + 1,
      confidence,
      fromDocument: inShort({ value, because }),
    })),
    fromDocument: inShort({ question, settledBy }),
  };
}

interface Answered {
  readonly connector: string;
  readonly question: string;
  readonly answer: string;
  readonly stream?: string;
  readonly all?: boolean;
}

export const answerTool = defineTool<Answered>({
  name: "answer",
  title: "Answer a question",
  description:
    "Writes the answer to a question into the connector's overrides.yaml, in place of an earlier answer; build the folder again for it to take effect. It is the user's word: it wins over every finding.",
  effects: REPLACES,
  readsDocuments: false,
  input: objectOf(
    {
      connector: CONNECTOR,
      question: { type: "string", minLength: 1, description: "Its id, as `questions` gives it" },
      answer: {
        type: "string",
        minLength: 1,
        description: "The number of a candidate, or the value as YAML: {kind: none}",
      },
      stream: text("For this stream alone"),
      all: flag("For every stream of the connector alike"),
    },
    "stream",
    "all",
  ),
  output: objectOf({ decided: listOf(text(), "Places in overrides.yaml"), next: NEXT }),
  async run({ connector, question, answer: said, stream, all }, { ports }) {
    const { answer } = await import("../../../app/answer.ts");
    const options = { answer: said, all: all ?? false, ...(stream !== undefined && { stream }) };
    const places = await answer(connector, question, options, ports);
    return { decided: firstOf(places), next: "build with the connector's folder as the only document" };
  },
});
