// Makes this copy ready to run: installs packages when they are out of date, builds when the sources are.
// Stamps are written last, so what was interrupted is done again. Node's own modules only: there may be no others yet.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 20)) {
  console.error(`Clearing needs Node 20.20 or newer. This is Node ${process.versions.node}.`);
  process.exit(1);
}
process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));

const packages = {
  stamp: "node_modules/.ready",
  made: [],
  from: ["package-lock.json"],
  make: install,
  says: {
    first: "Installing the packages, which this copy does not have yet. This takes about half a minute.",
    again: "Installing the packages again: the lock file or Node has changed.",
  },
};
const build = {
  stamp: ".next/.ready",
  made: [".next/BUILD_ID", "dist/server.mjs", "dist/writer-thread.mjs"],
  from: [
    "app",
    "server",
    "lib",
    "public",
    "scripts/compress.mjs",
    "scripts/floor.mjs",
    "scripts/floor",
    "next.config.mjs",
    "postcss.config.mjs",
    "tsconfig.json",
    "package.json",
  ],
  make: async () => succeed(await npm("run", "build"), "The build did not succeed."),
  says: {
    first: "Building, because this copy has no finished build yet.",
    again: "Building again: the sources or the packages have changed.",
  },
};
const wanted = process.argv.includes("--install-only") ? [packages] : [packages, build];
const lock = ".ready.lock";
const lockIsDeadMs = 10_000;

let child;
let stopped = false;
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    stopped = true;
    child?.kill(signal);
  });
}

try {
  if (wanted.some(isStale)) await alone(() => makeAll(wanted));
} catch (fault) {
  if (!stopped) console.error(fault.message);
  process.exitCode = stopped ? 130 : 1;
}

async function makeAll(parts) {
  for (const part of parts) {
    if (!isStale(part)) continue;
    const fingerprint = fingerprintOf(part);
    console.log(existsSync(part.stamp) ? part.says.again : part.says.first);
    rmSync(part.stamp, { force: true });
    await part.make();
    writeFileSync(part.stamp, fingerprint);
  }
}

function isStale(part) {
  if (![part.stamp, ...part.made].every((path) => existsSync(path))) return true;
  return readFileSync(part.stamp, "utf8") !== fingerprintOf(part);
}

/** What a part is made from, as one SHA-256: every file's path and bytes, the packages, the machine and Node. */
function fingerprintOf({ from }) {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch} ${major}`);
  const paths = new Set([...from, "package-lock.json"].flatMap(filesIn));
  for (const path of [...paths].sort()) hash.update(`\n${path}\n`).update(readFileSync(path));
  return hash.digest("hex");
}

/** @returns {string[]} */
function filesIn(path) {
  if (!existsSync(path)) return [];
  return statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => filesIn(join(path, name))) : [path];
}

async function install() {
  const options = ["--include=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const exact = await npm("ci", ...options);
  if (exact.code === 0 || stopped) return succeed(exact);
  const reason = exact.output
    .split("\n")
    .filter((line) => /error \S/.test(line))
    .slice(0, 3)
    .join("\n");
  console.log(`"npm ci" did not succeed, so "npm install" is tried. It said:\n${reason}`);
  succeed(await npm("install", "--no-save", ...options), "The packages could not be installed.");
}

/** Runs npm, the one that started us where there is one. Gives its exit code and everything it wrote. */
function npm(...args) {
  const own = process.env.npm_execpath ?? "";
  const [command, first] = basename(own) === "npm-cli.js" ? [process.execPath, [own]] : ["npm", []];
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };
  return new Promise((resolve, reject) => {
    let output = "";
    child = spawn(command, [...first, ...args], { env, shell: process.platform === "win32" && command === "npm" });
    child.stdout.on("data", (bytes) => (output += bytes));
    child.stderr.on("data", (bytes) => (output += bytes));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}

function succeed({ code, output }, sentence) {
  if (code !== 0 || stopped) throw new Error(`${output.trim()}\n\n${sentence}`);
}

/** Runs `work` while no other run in this folder does. Another one waits, and then finds little or nothing to do. */
async function alone(work) {
  for (let told = false; !takeLock(); told = true) {
    if (!told) console.log("Waiting: another run is installing or building in this folder.");
    await new Promise((resolve) => setTimeout(resolve, 300));
    if (stopped) throw new Error("Stopped.");
  }
  const beat = setInterval(() => utimesSync(lock, new Date(), new Date()), 1000);
  try {
    await work();
  } finally {
    clearInterval(beat);
    rmSync(lock, { force: true });
  }
}

/** A run that was killed leaves its lock behind but touches it no more: then it is nobody's. */
function takeLock() {
  const touched = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
  if (touched !== undefined && Date.now() - touched > lockIsDeadMs) rmSync(lock, { force: true });
  try {
    writeFileSync(lock, "", { flag: "wx" });
    return true;
  } catch (fault) {
    if (fault.code === "EEXIST") return false;
    throw fault;
  }
}
