/** What a browser may refuse is asked for in one place each, so that what happens then is known there. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path/posix";
import { expect, test } from "vitest";

const files = readdirSync("app", { recursive: true, encoding: "utf8" })
  .map((name) => join("app", name))
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({ path, code: readFileSync(path, "utf8").replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "") }));

const filesWith = (pattern: RegExp): string[] => files.filter(({ code }) => pattern.test(code)).map(({ path }) => path);

test("the storages of a browser are touched in one place, and by the script that stands first in each page", () => {
  expect(filesWith(/\b(sessionStorage|localStorage|indexedDB|cookieStore|document\s*\.\s*cookie)\b/)).toEqual([
    "app/browser/storage.ts",
    "app/hide/first.ts",
  ]);
});

test("keys are read in one place, which leaves an input method its own: a form is sent by the browser, not by a key", () => {
  expect(filesWith(/"(Escape|Enter|Tab|Backspace)"|\bkeyCode\b|\bisComposing\b/)).toEqual([
    "app/browser/keys.ts",
    "app/live/bind-text.ts",
  ]);
});

test("what is fetched later is fetched in one place, which says so when it does not come", () => {
  const wrong = files.filter(({ code }) =>
    /\bimport\s*\(|\blazy\s*\(/.test(code.replace(/\b(bring|late)\(\s*\(\) => import\(/g, "")),
  );
  expect(wrong.map(({ path }) => path)).toEqual([]);
});
