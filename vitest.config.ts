import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    maxWorkers: 3,
    // Tests in tests/server start real processes, and the machine may be busy with other things.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
