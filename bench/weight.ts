/**
 * What a first visit of the space brings over the wire, by kind and script by script, and how long it takes until the
 * space can be used on a phone of the middle: a processor slowed down four times, and fast 3G (1.6 Mbit/s, 150 ms).
 * Run with `npx tsx bench/weight.ts`, after `npm run build`.
 */
import { chromium, devices } from "@playwright/test";
import { chromiumPath } from "../scripts/browser.mjs";
import { pair } from "../tests/support/people.ts";
import { startServer } from "../tests/support/server.ts";

const server = await startServer();
const browser = await chromium.launch({ executablePath: await chromiumPath() });
const { client } = await pair(server.origin);
const [name = "", value = ""] = client.cookie.split("=", 2);

/** Visits with nothing in the browser's memory. Gives bytes by address, and when the space could be used, in ms. */
async function visit(slow: boolean) {
  const context = await browser.newContext(slow ? devices["Pixel 7"] : {});
  await context.addCookies([{ name, value, url: server.origin, httpOnly: true, sameSite: "Strict" }]);
  const page = await context.newPage();
  const wire = await context.newCDPSession(page);
  const kinds = new Map<string, { path: string; kind: string }>();
  const sizes: { path: string; kind: string; bytes: number }[] = [];
  await wire.send("Network.enable");
  wire.on("Network.responseReceived", ({ requestId, type, response }) =>
    kinds.set(requestId, { path: new URL(response.url).pathname, kind: type }),
  );
  wire.on("Network.loadingFinished", ({ requestId, encodedDataLength: bytes }) => {
    const known = kinds.get(requestId);
    if (known) sizes.push({ ...known, bytes });
  });
  if (slow) {
    const bytesPerSecond = (1.6 * 1024 * 1024) / 8;
    await wire.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    await wire.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 150,
      downloadThroughput: bytesPerSecond,
      uploadThroughput: bytesPerSecond / 2,
    });
  }
  const start = performance.now();
  await page.goto(`${server.origin}/space/${client.space}`, { waitUntil: "commit" });
  await page.getByRole("banner").getByText("Kept", { exact: true }).waitFor();
  const usableMs = performance.now() - start;
  await page.waitForLoadState("load");
  await context.close();
  return { sizes, usableMs };
}

try {
  const { sizes } = await visit(false);
  const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
  for (const kind of new Set(sizes.map(({ kind: of }) => of))) {
    const sum = sizes.filter((one) => one.kind === kind).reduce((bytes, one) => bytes + one.bytes, 0);
    console.log(`${kind}: ${kilobytes(sum)}`);
  }
  const scripts = sizes.filter(({ kind }) => kind === "Script").toSorted((one, two) => two.bytes - one.bytes);
  for (const { path, bytes } of scripts) console.log(`  ${kilobytes(bytes)} ${path.split("/").at(-1)}`);
  const times: number[] = [];
  for (let round = 0; round < 5; round++) times.push((await visit(true)).usableMs);
  console.log(`usable on the slow phone, ms: ${times.map(Math.round).join(" ")}`);
} finally {
  await browser.close();
  await server.stop();
}
