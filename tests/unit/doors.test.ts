/** The doors between the parts of the project, read from the code's own import statements. */
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path/posix";
import { describe, expect, test } from "vitest";

/** Which parts each part may import. A file belongs to the first part whose name begins its path. */
const doors = {
  "lib/": ["lib/"],
  "app/": ["app/", "lib/", "server/records/"],
  "server/records/": ["server/records/", "lib/"],
  "server/live/": ["server/live/", "server/records/", "server/", "lib/"],
  "server/http/": ["server/http/", "server/records/", "server/", "lib/"],
  "server/main.ts": ["server/live/", "server/http/", "server/records/", "server/", "lib/"],
  "server/": ["server/", "lib/"],
} as const;
type Part = keyof typeof doors;

/** What pages may take from the records: functions that only read. */
const readers = ["heldSeat", "infoFor", "lookAtInvitation", "sitterIn", "sittersFor"];
/** All that anybody outside may know of how anything is kept. */
const recordsDoor = ["records", "open", "secrets"].map((name) => `server/records/${name}.ts`);
/** Where settings are read. Everything else is told what it needs. */
const settings = ["server/env.ts", "server/config.ts", "server/main.ts"];
const longestFile = 250;
/** The first versions without the faults that are known of them. */
const floors = { next: "16.4.1", "engine.io": "6.6.10", "socket.io-parser": "4.2.7", ws: "8.21.0" };

type Import = { path: string; names: string[] };
const files = new Map(
  ["app", "server", "lib"]
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)))
    .filter((path) => /\.(ts|tsx|css)$/.test(path))
    .map((path) => [path, readFileSync(path, "utf8")]),
);
const imports = new Map([...files].map(([path, text]) => [path, importsIn(path, text)]));

/** Every module that `text` names: import and export from, of types too, for the effect alone, and at run time. */
function importsIn(path: string, text: string): Import[] {
  const code = text.replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "");
  const statements = code.matchAll(/^\s*(?:import|export)\b([^"';]*?)\bfrom\s*["']([^"']+)["']/gm);
  const others = code.matchAll(/\bimport\s*()\(?\s*["']([^"']+)["']/g);
  return [...statements, ...others].map(([, clause = "", from = ""]) => ({
    path: from.startsWith(".") ? join(dirname(path), from) : from,
    names: /^\s*type\b/.test(clause) ? [] : namesIn(clause),
  }));
}

/** The values that an import clause brings, without types, by the names they were exported with. */
function namesIn(clause: string): string[] {
  return clause
    .replace(/[{}]/g, ",")
    .split(",")
    .map((name) => name.trim().split(" as ", 1).join())
    .filter((name) => name !== "" && !name.startsWith("type "));
}

const partOf = (path: string): Part | undefined => (Object.keys(doors) as Part[]).find((part) => path.startsWith(part));

/** A circle of files that import each other from `path` on, or nothing. */
function circleFrom(path: string, way: readonly string[], done: Set<string>): string | null {
  if (way.includes(path)) return [...way.slice(way.indexOf(path)), path].join(" → ");
  if (done.has(path)) return null;
  for (const next of imports.get(path) ?? []) {
    const circle = circleFrom(next.path, [...way, path], done);
    if (circle) return circle;
  }
  done.add(path);
  return null;
}

const everyImport = (): { from: string; to: Import }[] =>
  [...imports].flatMap(([from, list]) => list.map((to) => ({ from, to })));

describe("the doors between the parts", () => {
  test("each part imports only the parts it may", () => {
    const wrong = everyImport().filter(({ from, to }) => {
      const [own, other] = [partOf(from), partOf(to.path)];
      return own && other && !(doors[own] as readonly Part[]).includes(other);
    });
    expect(wrong.map(({ from, to }) => `${from} imports ${to.path}`)).toEqual([]);
  });

  test("every file stands in a part, and no part imports tests or scripts", () => {
    expect([...files.keys()].filter((path) => partOf(path) === undefined)).toEqual([]);
    const outside = everyImport().filter(({ to }) => /^(\.\.|tests|e2e|bench|scripts)\//.test(to.path));
    expect(outside.map(({ from, to }) => `${from} imports ${to.path}`)).toEqual([]);
  });

  test("pages take only reading functions from the records", () => {
    const wrong = everyImport().filter(
      ({ from, to }) =>
        from.startsWith("app/") &&
        to.path.startsWith("server/records/") &&
        to.names.some((name) => !readers.includes(name)),
    );
    expect(wrong.map(({ from, to }) => `${from} takes ${to.names.join(", ")}`)).toEqual([]);
  });

  test("who sits where by the cookie of a request is asked in one place, the door", () => {
    const asks = /\bbrowsers\.(?:sitterIn|formerSitterIn|sittersFor|known)\(/;
    const asking = [...files].filter(([path, text]) => !path.startsWith("server/records/") && asks.test(text));
    expect(asking.map(([path]) => path)).toEqual(["server/live/door.ts"]);
  });

  test("nobody outside the records knows what keeps them", () => {
    const wrong = everyImport().filter(
      ({ from, to }) =>
        !from.startsWith("server/records/") &&
        (/kysely|sqlite/.test(to.path) || (to.path.startsWith("server/records/") && !recordsDoor.includes(to.path))),
    );
    expect(wrong.map(({ from, to }) => `${from} imports ${to.path}`)).toEqual([]);
  });

  test("lib runs anywhere: it imports nothing of Node", () => {
    const wrong = everyImport().filter(({ from, to }) => from.startsWith("lib/") && to.path.startsWith("node:"));
    expect(wrong.map(({ from, to }) => `${from} imports ${to.path}`)).toEqual([]);
  });

  test("no files import each other in a circle, types included", () => {
    const done = new Set<string>();
    expect([...imports.keys()].map((path) => circleFrom(path, [], done)).filter(Boolean)).toEqual([]);
  });

  test("settings are read in one place, and the crisis words where they are shown", () => {
    const wrong = [...files].filter(([path, text]) => {
      const rest = path.startsWith("app/help/")
        ? text.replace(/process\.env(\.CRISIS_TEXT\b|\["CRISIS_TEXT"\])/g, "")
        : text;
      return !settings.includes(path) && /\bprocess\s*\.\s*env\b|\benv\b.*from "node:process"/.test(rest);
    });
    expect(wrong.map(([path]) => path)).toEqual([]);
  });

  test("nothing could record what is heard or seen", () => {
    const recording =
      /MediaRecorder|MediaStreamTrackProcessor|captureStream|getDisplayMedia|ScriptProcessor|AudioWorklet/;
    expect([...files].filter(([, text]) => recording.test(text)).map(([path]) => path)).toEqual([]);
  });

  test(`no file has more than ${longestFile} lines`, () => {
    const long = [...files].map(([path, text]) => ({ path, lines: text.trimEnd().split("\n").length }));
    expect(long.filter(({ lines }) => lines > longestFile)).toEqual([]);
  });
});

describe("the packages in the lock file", () => {
  const text = readFileSync("package-lock.json", "utf8");
  const { packages } = JSON.parse(text) as { packages: Record<string, { version?: string }> };

  test.each(Object.entries(floors))("%s stands at %s or later, wherever it is installed", (name, floor) => {
    const found = Object.entries(packages).filter(([path]) => path.endsWith(`node_modules/${name}`));
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter(([, { version = "0" }]) => isBefore(version, floor))).toEqual([]);
  });

  test("no download address is written down", () => {
    expect(text).not.toContain('"resolved"');
  });
});

/** Whether `version` comes before `floor`, both as three numbers with dots between. */
function isBefore(version: string, floor: string): boolean {
  const [have, want] = [version, floor].map((text) => text.split(/[.-]/).map(Number)) as [number[], number[]];
  const at = want.findIndex((number, index) => number !== have[index]);
  return at >= 0 && !((have[at] ?? 0) > (want[at] ?? 0));
}
