// Looks whether what was built can run in every browser of the floor, and ends the build with the names where it cannot.
// A browser that meets one of them shows a blank page, or does nothing at a press, and says so to nobody.
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { faultsInNames, faultsInSyntax } from "./floor/scripts.mjs";
import { faultsInStyles } from "./floor/styles.mjs";

// Next's own stand-ins are for browsers that read no modules; those of the floor never ask for them.
const { polyfillFiles } = JSON.parse(readFileSync(".next/build-manifest.json", "utf8"));
const passedOver = new Set(polyfillFiles.map((name) => basename(name)));

const built = readdirSync(".next/static", { recursive: true }).map((name) => join(".next/static", name));
const files = [...built, ...readdirSync("public").map((name) => join("public", name))];

const faults = await Promise.all(
  files.map(async (file) => {
    if (passedOver.has(basename(file))) return [];
    const text = () => readFileSync(file, "utf8");
    if (file.endsWith(".js"))
      return [...(await faultsInSyntax(text())), ...faultsInNames(text())].map((what) => [file, what]);
    return file.endsWith(".css") ? faultsInStyles(text()).map((what) => [file, what]) : [];
  }),
);
for (const [file, what] of faults.flat()) console.error(`${file}: ${what}`);
if (faults.flat().length > 0) {
  console.error("\nThe oldest browsers in the browserslist of package.json do not know these. See scripts/floor.");
  process.exit(1);
}
