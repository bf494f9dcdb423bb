import { expect, it } from "vitest";
import { renderAnalysis } from "../../src/surfaces/cli/render/analysis.ts";
import { createStyle } from "../../src/surfaces/cli/terminal.ts";
import { analyseSql } from "./analyse-sql.ts";

it("tables, views, reports and questions are shown for people", async () => {
  const analysis = await analyseSql(
    "CREATE TABLE app.orders (id bigserial PRIMARY KEY, updated_at timestamptz, deleted_at timestamptz);\nCREATE TABLE app.lines (n int, del_flag char(1));\nCREATE VIEW app.v AS SELECT id FROM app.orders;\nCREATE FUNCTION app.rep(p_from date, p_to date DEFAULT now()) RETURNS TABLE (a int, b int) LANGUAGE sql STABLE AS $$ SELECT 1, 2 $$;",
    "shop.postgresql.sql",
  );
  const shown = renderAnalysis(analysis, createStyle(false));
  expect(shown).toMatch(/^database +postgresql$/m);
  expect(shown).toContain("2 tables (1 view and the like and 1 report on request; 0 left out)");
  expect(shown).toMatch(/^orders +app\.orders +3 +id +updated_at \(name\) +deleted_at not-null +key$/m);
  expect(shown).toMatch(/^lines +app\.lines +2 +none +every row +del_flag unknown \? +full, to be set up$/m);
  expect(shown).toMatch(/^v +app\.v +view$/m);
  expect(shown).toMatch(/^rep +app\.rep +p_from, p_to\? +rows: 2 columns +none$/m);
  expect(shown).toContain("soft-delete/lines");
});
