import type { PlantedFault } from "./planted-fault.ts";

const project = { file: "meltano.yml" };

/** What Meltano's project file adds to the tap, made wrong; the tap's own faults are those of `singer-faults.ts`. */
export const MELTANO_FAULTS: readonly PlantedFault[] = [
  {
    ...project,
    name: "a setting under another name, so that its variable reaches nobody",
    find: "- name: access_token",
    replace: "- name: token",
    seenIn: "settings",
  },
  { ...project, name: "a secret that is shown", find: "          sensitive: true\n", replace: "", seenIn: "settings" },
  {
    ...project,
    name: "a required setting that nobody asks for",
    find: "        - - access_token\n          - start_date",
    replace: "        - - start_date",
    seenIn: "settings",
  },
  {
    ...project,
    name: "state that is never handed over",
    find: "        - state\n",
    replace: "",
    seenIn: "incremental",
  },
  { ...project, name: "no discovery", find: "        - discover\n", replace: "", seenIn: "schema" },
  {
    ...project,
    name: "a stream that isn't selected",
    find: "        - berths.*\n",
    replace: "",
    seenIn: "every-record-once",
  },
  {
    ...project,
    name: "a field that isn't selected",
    find: "- cargoes.*",
    replace: '- cargoes.*\n        - "!cargoes.label"',
    seenIn: "every-record-once",
  },
  {
    ...project,
    name: "a command that the tap doesn't have",
    find: "executable: tap-harbour",
    replace: "executable: tap-harbor",
    seenIn: "accepted",
  },
  {
    ...project,
    name: "a kind that misreads",
    find: "kind: date_iso8601",
    replace: "kind: integer",
    seenIn: "accepted",
  },
  {
    ...project,
    name: "a key that Meltano doesn't know",
    find: "label: Harbour",
    replace: "title: Harbour",
    seenIn: "accepted",
  },
  {
    ...project,
    name: "a schedule of a job that isn't there",
    find: "job: harbour-to-jsonl",
    replace: "job: harbour-to-json",
    seenIn: "accepted",
  },
  { ...project, name: "a time that isn't one", find: '"@daily"', replace: '"daily"', seenIn: "accepted" },
  {
    ...project,
    name: "a loader that writes elsewhere",
    find: "destination_path: output",
    replace: "destination_path: .",
    seenIn: "every-record-once",
  },
  {
    file: ".env.example",
    name: "a variable that reaches nobody",
    find: "TAP_HARBOUR_ACCESS_TOKEN",
    replace: "TAP_HARBOUR_TOKEN",
    seenIn: "accepted",
  },
];
