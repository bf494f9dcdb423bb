import { describe, expect, test } from "vitest";
import { readDate, writeDate } from "./date-pattern.ts";

const MOMENT = Date.UTC(2025, 1, 3, 14, 5, 9);

describe("dates in patterns", () => {
  test.each([
    ["%Y-%m-%d %H:%M:%S", "2025-02-03 14:05:09"],
    ["%Y-%m-%dT%H:%M:%S%z", "2025-02-03T14:05:09+0000"],
    ["%a, %d %b %Y %H:%M:%S GMT", "Mon, 03 Feb 2025 14:05:09 GMT"],
    ["%A %d %B %Y %I:%M:%S %p", "Monday 03 February 2025 02:05:09 PM"],
    ["%F %T", "2025-02-03 14:05:09"],
    ["%m/%d/%y %T", "02/03/25 14:05:09"],
    ["%Y.%j %T", "2025.034 14:05:09"],
    ["%Y-%m-%dT%H:%M:%S.%fZ", "2025-02-03T14:05:09.000000Z"],
    ["%s", "1738591509"],
    ["%ms", "1738591509000"],
    ["100%% %s", "100% 1738591509"],
  ])("%s", (pattern, text) => {
    expect(writeDate(pattern, MOMENT)).toBe(text);
    expect(readDate(pattern, text)).toBe(MOMENT);
  });

  test("in other zones", () => {
    expect(readDate("%Y-%m-%dT%H:%M:%S%z", "2025-02-03T16:05:09+02:00")).toBe(MOMENT);
    expect(readDate("%Y-%m-%dT%H:%M:%S%z", "2025-02-03T14:05:09Z")).toBe(MOMENT);
  });

  test.each([
    ["%Y-%m-%d", "2025-02-03T14:05:09Z"],
    ["%Y-%m-%d", "03.02.2025"],
    ["%s", "soon"],
    ["%Y-%m-%d", ""],
  ])("%s isn't %s", (pattern, text) => {
    expect(readDate(pattern, text)).toBeUndefined();
  });
});
