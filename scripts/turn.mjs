// Finds coturn for the tests, or installs Debian's package of it where that can be done without asking anybody.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const longestMs = 120_000;

/**
 * The path of coturn's `turnserver`, or why there is none, as a sentence. One that is installed is taken; as root on
 * Debian it is installed by apt.
 * @returns {{ path: string } | { path: null, why: string }}
 */
export function findTurnServer() {
  const there = installed();
  if (there) return { path: there };
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get"))
    return {
      path: null,
      why: "coturn is not installed, and it cannot be installed from here. As root: apt-get install coturn",
    };
  console.log("Installing coturn with apt-get.");
  const options = { encoding: "utf8", timeout: longestMs, env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  const install = () => spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "coturn"], options);
  // On a machine that has never looked, the list of packages has to come first.
  if (install().status !== 0) {
    spawnSync("apt-get", ["update"], options);
    install();
  }
  const path = installed();
  return path ? { path } : { path: null, why: "coturn could not be installed: apt-get gave no such package." };
}

const installed = () =>
  [...(process.env.PATH ?? "").split(delimiter), "/usr/bin"]
    .map((folder) => join(folder, "turnserver"))
    .find((path) => existsSync(path));
