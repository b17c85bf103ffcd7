// Finds coturn for the tests, or unpacks Debian's package of it where the tests may write. Nothing is installed: nobody
// has to be root, and no service begins on the machine.
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const unpackedTo = fileURLToPath(new URL("../node_modules/.cache/coturn", import.meta.url));
const longestMs = 45_000;

/**
 * A `turnserver` to start, with what its environment needs, or why there is none, as a sentence. One that is installed
 * is taken; else Debian's package and the libraries it misses are fetched by apt-get, once, in 45 s at most.
 * @returns {Promise<{ path: string, env: Record<string, string> } | { path: null, why: string }>}
 */
export async function findTurnServer() {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin"];
  const path = folders.map((folder) => join(folder, "turnserver")).find(existsSync);
  if (path) return { path, env: {} };
  if (existsSync(unpackedTo)) return serverIn(unpackedTo);
  if (!existsSync("/usr/bin/apt-get"))
    return { path: null, why: "coturn is not installed, and this is no machine to get Debian's package of it on." };
  console.log("Fetching coturn with apt-get.");
  const fresh = `${unpackedTo}.${process.pid}`;
  try {
    await unpack(fresh, AbortSignal.timeout(longestMs));
  } catch (fault) {
    return { path: null, why: `coturn is not installed, and could not be fetched: ${reasonOf(fault)}` };
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return serverIn(unpackedTo);
}

/** Fetches into a folder of one's own, which becomes the known one only when what is in it starts. */
async function unpack(fresh, signal) {
  const [debs, lists, files] = ["debs", "lists", "files"].map((name) => join(fresh, name));
  for (const folder of [debs, lists]) mkdirSync(join(folder, "partial"), { recursive: true });
  // Not the machine's own cache: only root may write there. A network that does not answer is given up soon.
  const here = [`Dir::Cache=${fresh}`, `Dir::Cache::archives=${debs}`, "Debug::NoLocking=1"];
  const limits = ["Acquire::http::Timeout=10", "Acquire::Retries=0", "APT::Update::Error-Mode=any"];
  const apt = (command, more) =>
    run("apt-get", [...command, ...[...here, ...limits, ...more].flatMap((option) => ["-o", option])], { signal });
  const fetch = (more) => apt(["install", "--download-only", "--yes", "--no-install-recommends", "coturn"], more);
  try {
    await fetch([]);
  } catch {
    // The machine's list of packages is missing or old.
    const own = [`Dir::State::lists=${lists}`];
    await apt(["update"], own);
    await fetch(own);
  }
  for (const name of readdirSync(debs).filter((one) => one.endsWith(".deb")))
    await run("dpkg-deb", ["--extract", join(debs, name), files], { signal });
  const { path, env } = serverIn(files);
  await run(path, ["--version"], { signal, env: { ...process.env, ...env } });
  try {
    renameSync(files, unpackedTo);
  } catch (fault) {
    if (!existsSync(unpackedTo)) throw fault; // else another process has just unpacked the same
  }
}

function serverIn(files) {
  const roots = [join(files, "usr/lib"), join(files, "lib")].filter(existsSync);
  const named = (root) => readdirSync(root).filter((name) => name.includes("-linux-"));
  const libraries = roots.flatMap((root) => named(root).map((name) => join(root, name)));
  return { path: join(files, "usr/bin/turnserver"), env: { LD_LIBRARY_PATH: libraries.join(":") } };
}

const reasonOf = (fault) =>
  fault.name === "AbortError"
    ? `it took more than ${longestMs / 1_000} s.`
    : String(fault.stderr || fault.message)
        .trim()
        .split("\n")[0];
