// Finds a Chromium for the tests and the pictures. Playwright's own download is used where it is there, never required.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";

const names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const unpackedTo = fileURLToPath(new URL("../node_modules/.cache/chromium", import.meta.url));

/**
 * The path of a Chromium to start. In this order: CHROMIUM_PATH, Playwright's own, one that is installed, the one
 * that is packed in the npm package @sparticuz/chromium (Linux on x64), one that apt installs (as root on Debian).
 * @returns {Promise<string>}
 * @throws when there is none, with what to do about it
 */
export async function chromiumPath() {
  const named = process.env.CHROMIUM_PATH;
  if (named && !isProgram(named)) throw new Error(`CHROMIUM_PATH is "${named}", and no program is there.`);
  const path = named || ownPath() || installedPath() || (await unpackedPath()) || aptPath();
  if (path) return path;
  throw new Error("No Chromium was found. Set CHROMIUM_PATH to one, or run: npx playwright install chromium");
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const ownPath = () => [chromium.executablePath()].find(isProgram);

function installedPath() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const onMac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
  return [...names.flatMap((name) => folders.map((folder) => join(folder, name))), onMac].find(isProgram);
}

/** Unpacks beside the packages, not into a temporary folder that others may write to. Only once. */
async function unpackedPath() {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  if (!existsSync(unpackedTo)) await unpack();
  // The browser is our child: it finds its libraries, and fonts where the machine has none, through our environment.
  process.env.LD_LIBRARY_PATH = [join(unpackedTo, "al2023/lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":");
  if (!existsSync("/etc/fonts/fonts.conf")) process.env.FONTCONFIG_PATH ??= join(unpackedTo, "fonts");
  return join(unpackedTo, "chromium");
}

async function unpack() {
  const { TMPDIR, AWS_EXECUTION_ENV, LD_LIBRARY_PATH, FONTCONFIG_PATH } = process.env;
  const fresh = `${unpackedTo}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  // The package unpacks into TMPDIR, and its libraries too when it takes the machine for one of Amazon's. Its own
  // `args` are not used: they switch the browser's security off.
  Object.assign(process.env, { TMPDIR: fresh, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x" });
  try {
    const { default: packed } = await import("@sparticuz/chromium");
    await packed.executablePath();
  } finally {
    restore({ TMPDIR, AWS_EXECUTION_ENV, LD_LIBRARY_PATH, FONTCONFIG_PATH });
  }
  const fonts = join(fresh, "fonts/fonts.conf");
  writeFileSync(fonts, readFileSync(fonts, "utf8").replaceAll("/tmp/fonts", join(unpackedTo, "fonts")));
  try {
    renameSync(fresh, unpackedTo);
  } catch (fault) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(unpackedTo)) throw fault; // else another process has just unpacked the same
  }
}

function restore(values) {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}

function aptPath() {
  if (process.getuid?.() !== 0 || !isProgram("/usr/bin/apt-get")) return undefined;
  console.log("Installing chromium-headless-shell with apt-get.");
  spawnSync("apt-get", ["install", "-y", "chromium-headless-shell"], { stdio: "inherit" });
  return installedPath();
}
