import { expect, it } from "vitest";
import { nextRun } from "./schedule.ts";

const AFTER = new Date("2026-03-27T12:00:00Z");

it.each([
  ["0 6 * * *", "UTC", "2026-03-28T06:00:00.000Z"],
  ["0 6 * * *", "Europe/Berlin", "2026-03-28T05:00:00.000Z"],
  // The clocks go forward on the 29th.
  ["0 6 29 3 *", "Europe/Berlin", "2026-03-29T04:00:00.000Z"],
  ["0 6 * * 1-5", "UTC", "2026-03-30T06:00:00.000Z"],
  ["@daily", "UTC", "2026-03-28T00:00:00.000Z"],
])("%s in %s", (cron, timeZone, next) => {
  expect(nextRun(cron, timeZone, AFTER)).toBe(next);
});

it.each([
  ["every morning", "UTC", /"every morning" is no schedule: five fields/],
  ["* * * * * *", "UTC", /five fields/],
  ["61 * * * *", "UTC", /five fields/],
  ["0 0 31 2 *", "UTC", /never comes/],
  ["0 6 * * *", "Mars/Olympus", /no time zone "Mars\/Olympus"/],
])("refuses %s in %s", (cron, timeZone, message) => {
  expect(() => nextRun(cron, timeZone, AFTER)).toThrow(message);
});
