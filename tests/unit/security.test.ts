/** The table of attacks names tests that exist. */
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const rows = readFileSync("docs/security.md", "utf8")
  .split("\n")
  .filter((line) => /^\| \d+ \|/.test(line))
  .map((line) => line.split(" | "));
const cited = rows.flatMap(([row = "", , tests = ""]) =>
  [...tests.matchAll(/`([^`]+)`(?: “([^”]+)”)?/g)].map(([, file = "", title = ""]) => ({ row, file, title })),
);

test("every case stands in the table of attacks once, with its state", () => {
  expect(rows.map(([number]) => Number(number?.slice(2)))).toEqual(Array.from({ length: 135 }, (_, at) => at + 1));
  expect(rows.filter(([, , , state = ""]) => state.replace(/\|\s*$/, "").trim() === "")).toEqual([]);
});

test("every test named in the table of attacks exists, in the file that is named", () => {
  const missing = cited.filter(({ file, title }) => !existsSync(file) || !readFileSync(file, "utf8").includes(title));
  expect(missing).toEqual([]);
});
