// The floor: the oldest browsers that the product must work in, as package.json names them, and what they have.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** What MDN knows of every browser: https://github.com/mdn/browser-compat-data */
export const data = createRequire(import.meta.url)("@mdn/browser-compat-data");

/** What MDN calls the browsers of a browserslist. */
const names = {
  safari: ["safari"],
  ios_saf: ["safari_ios"],
  chrome: ["chrome", "chrome_android"],
  edge: ["edge"],
  firefox: ["firefox", "firefox_android"],
  samsung: ["samsunginternet_android"],
};

const floor = JSON.parse(readFileSync("package.json", "utf8")).browserslist.flatMap((line) => {
  const [, name = "", version] = /^(\w+) >= ([\d.]+)$/.exec(line) ?? [];
  if (!names[name]) throw new Error(`The browserslist says "${line}". It can only say "safari >= 15.4" and the like.`);
  return names[name].map((browser) => ({ browser, version: Number(version) }));
});

const engines = { Blink: "chrome", WebKit: "safari", Gecko: "firefox" };

/** The floor in esbuild's words, by engine: Samsung Internet 18 is Chrome 99. */
export const targets = floor.map(({ browser, version }) => {
  const { releases } = data.browsers[browser];
  const { engine, engine_version: engineVersion } = releases[version] ?? releases[version.toFixed(1)];
  return browser.startsWith("safari") ? `safari${version}` : `${engines[engine]}${engineVersion}`;
});

/** Whether a browser of the floor lacks a feature, by its statement in MDN's data. A part of a feature counts as it. */
export const isLacking = ({ support }) =>
  floor.some(({ browser, version }) => ![support[browser] ?? []].flat().some((one) => isThere(one, version)));

function isThere({ version_added: added, version_removed: removed, flags, prefix, alternative_name: other }, version) {
  if (flags || prefix || other || !added || added === "preview") return false;
  return numberOf(added) <= version && !(removed && numberOf(removed) <= version);
}

const numberOf = (version) => Number.parseFloat(version.replace("≤", ""));
