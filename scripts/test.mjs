// Everything that must hold, the quickest first. Stops at the first step that does not, and ends with one line.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const reports = mkdtempSync(join(tmpdir(), "clearing-reports-"));
const [inNode, inBrowsers] = [join(reports, "node.json"), join(reports, "browsers.json")];

const steps = [
  { name: "ready", command: "node scripts/ready.mjs" },
  { name: "check", command: "npm run --silent check" },
  {
    name: "vitest",
    command: `vitest run --allowOnly=false --reporter=default --reporter=json --outputFile.json="${inNode}"`,
    report: inNode,
    count: ({ numPassedTests: passed, numFailedTests: failed, numTotalTests: all }) => [
      passed,
      failed,
      all - passed - failed,
    ],
  },
  {
    name: "playwright",
    command: "playwright test --forbid-only --reporter=list,json",
    report: inBrowsers,
    count: ({ stats }) => [stats.expected, stats.unexpected + stats.flaky, stats.skipped],
  },
];

let [passed, failed, skipped] = [0, 0, 0];
for (const { name, command, report, count } of steps) {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", PLAYWRIGHT_JSON_OUTPUT_FILE: inBrowsers };
  const { status } = spawnSync(command, { shell: true, stdio: "inherit", env });
  if (report && existsSync(report)) {
    const counts = count(JSON.parse(readFileSync(report, "utf8")));
    [passed, failed, skipped] = [passed + counts[0], failed + counts[1], skipped + counts[2]];
  }
  if (status !== 0) end(status ?? 1, `Stopped at ${name}. `);
}
end(0, "");

function end(code, words) {
  rmSync(reports, { recursive: true, force: true });
  console.log(`\n${words}${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
  process.exit(code);
}
