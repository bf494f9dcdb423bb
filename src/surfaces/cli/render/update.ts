import type { UpdatedConnector } from "../../../app/update.ts";
import type { Style } from "../terminal.ts";
import { renderKept } from "./build.ts";
import { renderChanges } from "./check.ts";
import { renderTable, shorten } from "./table.ts";

/** What an update changed, or why it didn't, and what to do next. */
export function renderUpdate(updated: UpdatedConnector, style: Style): string {
  const parts = [
    renderChanges(updated.checked, style),
    renderState(updated, style),
    renderKept(updated.kept, style),
    renderVerdicts(updated, style),
    renderOutcome(updated, style),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

const EFFECTS = { reset: "drop its state", refresh: "read it anew", keep: "its state holds" } as const;

function renderState({ state }: UpdatedConnector, style: Style): string {
  if (state.length === 0) return "";
  const rows = state.map(({ stream, kind, because }) => [
    `  ${style.bold(shorten(stream, 60))}`,
    EFFECTS[kind],
    shorten(because, 200),
  ]);
  return `${style.bold("saved state:")}\n${renderTable(rows)}`;
}

function renderVerdicts({ verdicts }: UpdatedConnector, style: Style): string {
  const rows = (verdicts ?? []).flatMap(({ target, passed, failed, worse }) => [
    `  ${target}: ${passed} hold, ${failed.length} don't${failed.length > 0 && worse.length === 0 ? ", as before" : ""}`,
    ...worse.map(({ property, detail }) => `    ${style.red("FAIL")}  ${property}  ${shorten(detail, 240)}`),
  ]);
  return rows.length === 0 ? "" : `${style.bold("verdicts:")}\n${rows.join("\n")}`;
}

function renderOutcome({ outcome, checked, version, files, record, verdicts }: UpdatedConnector, style: Style): string {
  const { folder, origins } = checked;
  const from = `${version.old} → ${version.new}`;
  switch (outcome) {
    case "unchanged":
      return `${style.green("nothing is new")}: ${folder} is what ${shorten(origins.join(", "), 200)} gives; nothing was written`;
    case "refused":
      return `${style.red("not updated")}: look at what breaks, then take it with: sourcewright update ${folder} --against ${origins.join(" ")} --accept ${accepting(checked)}`;
    case "red":
      return `${style.red("not updated")}: what held before doesn't hold now, see above; nothing was written. --no-verify puts it in place all the same`;
    case "planned":
      return `${style.bold(`would be updated, ${from}`)}: ${files.length} files; nothing was written`;
    case "updated": {
      if (record === undefined)
        return `${style.green("taken over")}: nothing that runs is another (${files.length} files)`;
      const tried = verdicts ? "" : `, then try it: sourcewright verify ${folder}`;
      return `${style.green(`updated, ${from}`)}: ${files.length} files. Review ${folder}/${record}${tried}\n${style.dim(`back again: sourcewright update ${folder} --undo`)}`;
    }
  }
}

function accepting({ changes }: UpdatedConnector["checked"]): string {
  return changes.some((change) => change.class === "breaking") ? "breaking" : "risky";
}
