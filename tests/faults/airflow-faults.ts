import type { PlantedFault } from "./planted-fault.ts";

const support = (module: string) => `airflow_provider_harbour/support/${module}.py`;

/** What only a provider can do wrong; what it shares with pipelines is tried there. */
export const AIRFLOW_FAULTS: readonly PlantedFault[] = [
  {
    file: support("operator"),
    name: "state that nobody reads",
    find: "state: State = {} if _is_true(self.full_refresh) else read_state(state_file)",
    replace: "state: State = {}",
    seenIn: "incremental",
  },
  {
    file: support("operator"),
    name: "state that moves on before the file is there",
    find: "        count = write_lines(",
    replace:
      '        state["cursors"] = {"": "2030-01-01T00:00:00Z"} if reading.stream.cursor else {}; write_state(state_file, state, file="") if reading.stream.cursor else None\n        count = write_lines(',
    seenIn: "every-record-once",
  },
  {
    file: support("files"),
    name: "records that are written twice",
    find: 'lines.write(json.dumps(record, ensure_ascii=False) + "\\n")',
    replace: 'lines.write((json.dumps(record, ensure_ascii=False) + "\\n") * 2)',
    seenIn: "every-record-once",
  },
  {
    file: support("operator"),
    name: "forbidden and told to nobody",
    find: "            raise AirflowFailException(msg) from None",
    replace: '            return {"stream": self.stream, "uri": "", "left_out": [], "records": 0}',
    seenIn: "forbidden-stream",
  },
  {
    file: "airflow_provider_harbour/get_provider_info.py",
    name: "a secret that is shown",
    find: '"format": "password"',
    replace: '"format": "text"',
    seenIn: "settings",
  },
];
