import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    maxWorkers: 2,
    // Tests in tests/server start real processes.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
