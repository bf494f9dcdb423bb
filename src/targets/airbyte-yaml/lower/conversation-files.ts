import type { Json } from "../../../model/values.ts";
import type { Scenario } from "./conversations/scenario.ts";
import type { Rehearsed } from "./conversations/scenarios.ts";

interface JsonFile {
  readonly path: string;
  readonly value: Json;
}

/** The files that the generated tests read: what is said, and the answers' bodies beside it. */
export function conversationFiles({ config, scenarios }: Rehearsed, incremental: ReadonlySet<string>): JsonFile[] {
  return [
    { path: "unit_tests/resource/config.json", value: config },
    ...scenarios.flatMap((scenario) => scenarioFiles(scenario, incremental.has(scenario.stream))),
  ];
}

function scenarioFiles(scenario: Scenario, isIncremental: boolean): JsonFile[] {
  const bodies: JsonFile[] = [];
  const exchanges = scenario.exchanges.map(({ request, responses, times }) => ({
    request,
    responses: responses.map(({ status, headers, body }) => {
      const name = `http/response/${scenario.name}/${bodies.length + 1}_${status}.json`;
      bodies.push({ path: `unit_tests/resource/${name}`, value: body });
      return { status, headers, body: name };
    }),
    times,
  }));
  const recordsName = `records/${scenario.name}.json`;
  const value = {
    shows: scenario.shows,
    stream: scenario.stream,
    sync_mode: isIncremental ? "incremental" : "full_refresh",
    state: scenario.state,
    exchanges,
    records: recordsName,
    failure: scenario.failure,
    waits: scenario.waits,
  } as unknown as Json;
  return [
    { path: `unit_tests/conversations/${scenario.name}.json`, value },
    { path: `unit_tests/resource/${recordsName}`, value: scenario.records },
    ...bodies,
  ];
}
