import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "tests/**/*.test.ts"],
    testTimeout: 20_000,
    // Two cores on the machines that this runs on; each verification starts processes of its own.
    maxWorkers: 2,
  },
});
