// Finds the two other engines that people's browsers are made of, for the tests: Gecko and WebKit, as Debian has them.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { install, installed, withLibrariesIn, unpacked } from "./debian.mjs";

/**
 * A Firefox to start, with what its environment needs, or why there is none. FIREFOX_PATH names another one.
 * @returns {Promise<{ path: string, env: Record<string, string> } | { path: null, why: string }>}
 */
export async function findFirefox() {
  const path = process.env.FIREFOX_PATH || installed("firefox-esr");
  if (path) return { path, env: {} };
  return unpacked("firefox-esr", 90_000, (files) => ({
    path: join(files, "usr/lib/firefox-esr/firefox-esr"),
    env: withLibrariesIn(files),
  }));
}

/**
 * WebKitGTK: the driver, the browser that it drives, and a screen for it, or why there is none. They cannot be unpacked
 * elsewhere, because WebKit starts its parts from where they were built to be.
 * @returns {Promise<{ driver: string, browser: string, screen: string } | { driver: null, why: string }>}
 */
export async function findWebKit() {
  const found = () => {
    const [driver, screen] = [installed("WebKitWebDriver"), installed("Xvfb")];
    const browser = driver && screen && miniBrowser();
    return browser ? { driver, browser, screen } : null;
  };
  const before = found();
  if (before) return before;
  const why = await install(120_000, "webkit2gtk-driver", "xvfb");
  return found() ?? { driver: null, why: why ?? "it was installed, and has no browser that can be driven." };
}

function miniBrowser() {
  const roots = ["/usr/lib", "/usr/libexec"].filter((root) => existsSync(root));
  const folders = roots.flatMap((root) => [root, ...readdirSync(root).map((name) => join(root, name))]);
  return folders
    .flatMap((folder) =>
      ["webkitgtk-6.0", "webkit2gtk-4.1", "webkit2gtk-4.0"].map((name) => join(folder, name, "MiniBrowser")),
    )
    .find((path) => existsSync(path));
}
