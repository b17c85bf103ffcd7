// Finds coturn for the tests: one that is installed, or Debian's package of it.
import { join } from "node:path";
import { installed, withLibrariesIn, unpacked } from "./debian.mjs";

/**
 * A `turnserver` to start, with what its environment needs, or why there is none, as a sentence.
 * @returns {Promise<{ path: string, env: Record<string, string> } | { path: null, why: string }>}
 */
export async function findTurnServer() {
  const path = installed("turnserver");
  if (path) return { path, env: {} };
  return unpacked("coturn", 45_000, (files) => ({
    path: join(files, "usr/bin/turnserver"),
    env: withLibrariesIn(files),
  }));
}
