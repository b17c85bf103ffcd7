// Debian's programs for the tests: unpacked where the tests may write, or installed where we are root. Each is fetched
// once, within a time that is given; what cannot be had is said in a sentence.
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const apt = "/usr/bin/apt-get";

/** @returns {string | undefined} the path of the first of these programs that is installed */
export function installed(...names) {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin"];
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

/**
 * Unpacks a package, and the libraries that the machine misses for it, beside the packages of npm. Nothing is installed:
 * nobody has to be root, and no service begins on the machine.
 * @param {string} name of the package
 * @param {number} longestMs after which it is given up
 * @param {(files: string) => { path: string, env: Record<string, string> }} programIn finds the program in the files; it
 *   must answer `--version`
 * @returns {Promise<{ path: string, env: Record<string, string> } | { path: null, why: string }>}
 */
export async function unpacked(name, longestMs, programIn) {
  const place = fileURLToPath(new URL(`../node_modules/.cache/${name}`, import.meta.url));
  if (existsSync(place)) return programIn(place);
  if (!existsSync(apt))
    return { path: null, why: `${name} is not installed, and this is no machine to get Debian's package of it on.` };
  console.log(`Fetching ${name} with apt-get.`);
  const fresh = `${place}.${process.pid}`;
  try {
    await unpack(name, fresh, place, programIn, AbortSignal.timeout(longestMs));
    return programIn(place);
  } catch (fault) {
    return { path: null, why: `${name} is not installed, and could not be fetched: ${reasonOf(fault, longestMs)}` };
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Fetches into a folder of one's own, which becomes the known one only when what is in it starts. */
async function unpack(name, fresh, place, programIn, signal) {
  const [debs, lists, files] = ["debs", "lists", "files"].map((folder) => join(fresh, folder));
  for (const folder of [debs, lists]) mkdirSync(join(folder, "partial"), { recursive: true });
  // Not the machine's own cache: only root may write there.
  const here = [`Dir::Cache=${fresh}`, `Dir::Cache::archives=${debs}`, "Debug::NoLocking=1"];
  const fetch = (more) => get(["install", "--download-only", "--no-install-recommends", name], more, signal);
  try {
    await fetch(here);
  } catch {
    // The machine's list of packages is missing or old.
    const own = [...here, `Dir::State::lists=${lists}`];
    await get(["update"], own, signal);
    await fetch(own);
  }
  for (const deb of readdirSync(debs).filter((one) => one.endsWith(".deb")))
    await run("dpkg-deb", ["--extract", join(debs, deb), files], { signal });
  const { path, env } = programIn(files);
  await run(path, ["--version"], { signal, env: { ...process.env, ...env } });
  try {
    renameSync(files, place);
  } catch (fault) {
    if (!existsSync(place)) throw fault; // else another process has just unpacked the same
  }
}

/** What the environment of a program says of the libraries among the unpacked files of its package. */
export function withLibrariesIn(files) {
  const roots = [join(files, "usr/lib"), join(files, "lib")].filter((root) => existsSync(root));
  const named = (root) => readdirSync(root).filter((name) => name.includes("-linux-"));
  const libraries = roots.flatMap((root) => named(root).map((name) => join(root, name)));
  return libraries.length > 0 ? { LD_LIBRARY_PATH: libraries.join(":") } : {};
}

/**
 * Installs packages, for a program that cannot be moved from where it belongs. Only as root, on Debian and its kin.
 * @returns {Promise<string | null>} why it could not, as a sentence
 */
export async function install(longestMs, ...names) {
  const byHand = `apt-get install ${names.join(" ")}`;
  if (!existsSync(apt)) return `${names.join(" and ")} are not installed, and this machine has no apt-get.`;
  if (process.getuid?.() !== 0) return `it is not installed, and only root may do so: ${byHand}`;
  console.log(`Installing ${names.join(" and ")} with apt-get.`);
  const signal = AbortSignal.timeout(longestMs);
  const fetch = () => get(["install", "--download-only", "--no-install-recommends", ...names], [], signal);
  try {
    await fetch().catch(async () => {
      await get(["update"], [], signal);
      await fetch();
    });
    // Not to be stopped half way: what is fetched is put in its place within seconds.
    await get(["install", "--no-download", "--no-install-recommends", ...names], []);
    return null;
  } catch (fault) {
    return `it is not installed, and "${byHand}" did not succeed: ${reasonOf(fault, longestMs)}`;
  }
}

/** Runs apt-get, which asks nothing and gives up a network that does not answer soon. */
const get = (command, more, signal) =>
  run(
    apt,
    [
      "--yes",
      "-o",
      "Acquire::http::Timeout=10",
      "-o",
      "Acquire::Retries=0",
      "-o",
      "APT::Update::Error-Mode=any",
      // Another one that installs at the same moment is waited for.
      "-o",
      "DPkg::Lock::Timeout=60",
    ].concat(
      command,
      more.flatMap((option) => ["-o", option]),
    ),
    { signal, env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" }, maxBuffer: 16 * 1024 * 1024 },
  );

const reasonOf = (fault, longestMs) =>
  fault.name === "AbortError"
    ? `it took more than ${longestMs / 1_000} s.`
    : String(fault.stderr || fault.message)
        .trim()
        .split("\n")[0];
