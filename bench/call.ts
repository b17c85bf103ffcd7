/**
 * How long a call takes: from the press to the first sound (ROUNDS times), and back to sound and to the room after a
 * reload, after sockets were cut, and after 8 s in which nothing came through at all. Two browsers, the server and a
 * relay on this machine. Run with `npx tsx bench/call.ts`, after `npm run build`.
 */
import { type Browser, type Page, chromium } from "@playwright/test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { linesOf } from "../e2e/lines.ts";
import { watchMedia } from "../e2e/media.ts";
import { chromiumPath } from "../scripts/browser.mjs";
import { type Sitting, pair } from "../tests/support/people.ts";
import { type Server, startServer } from "../tests/support/server.ts";
import { startTurn } from "../tests/support/turn.ts";

const rounds = Number(process.env.ROUNDS ?? 20);
const lossMs = 8_000;

/** A tone without pauses, as the sound of the fake microphone: the first sound can come at any moment. */
function toneFile(folder: string): string {
  const rate = 48_000;
  const samples = Int16Array.from({ length: rate * 4 }, (_, at) => 12_000 * Math.sin((2 * Math.PI * 440 * at) / rate));
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + samples.byteLength, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36);
  head.writeUInt32LE(samples.byteLength, 40);
  const path = join(folder, "tone.wav");
  writeFileSync(path, Buffer.concat([head, Buffer.from(samples.buffer)]));
  return path;
}

async function visit(browser: Browser, server: Server, { space, cookie }: Sitting): Promise<Page> {
  const context = await browser.newContext();
  const [name = "", value = ""] = cookie.split("=", 2);
  await context.addCookies([{ name, value, url: server.origin, httpOnly: true, sameSite: "Strict" }]);
  const page = await context.newPage();
  await page.goto(`${server.origin}/space/${space}`);
  await page.getByRole("banner").getByText("Kept", { exact: true }).waitFor();
  return page;
}

/** Waits in the page until more sound arrives than before, and gives when, in ms since 1970. */
const soundAt = (page: Page): Promise<number> =>
  // No function has a name in it: this text is run in the page as it is written by the tool that compiles it.
  page.evaluate(async () => {
    let least = Infinity;
    for (;;) {
      const open = window.connections.findLast((one) => one.connectionState !== "closed");
      const reports = open ? [...(await open.getStats()).values()] : [];
      const now = reports.find((one) => one.type === "inbound-rtp" && one.kind === "audio")?.totalAudioEnergy ?? 0;
      if (now > least + 1e-4) return Date.now();
      least = Math.min(least, now);
      await new Promise((looked) => setTimeout(looked, 5));
    }
  });

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
const shown = (values: number[]): string =>
  `median ${median(values).toFixed(0)} ms, least ${Math.min(...values)}, most ${Math.max(...values)} (${values.length} times)`;

const joinButton = (page: Page) => page.getByRole("button", { name: /^(Talk here|Join .*voice)$/ }).first();

async function enterCall(page: Page): Promise<void> {
  await joinButton(page).click();
  await page.getByRole("button", { name: "Join with my voice" }).click();
  await page.getByRole("button", { name: "Close my microphone" }).waitFor();
}

const folder = mkdtempSync(join(tmpdir(), "clearing-bench-"));
const browser = await chromium.launch({
  executablePath: await chromiumPath(),
  args: [
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    `--use-file-for-fake-audio-capture=${toneFile(folder)}`,
  ],
});
try {
  await direct();
  await throughRelay();
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}

async function direct(): Promise<void> {
  const server = await startServer();
  try {
    const people = await pair(server.origin);
    const [practitioner, client] = [
      await visit(browser, server, people.practitioner),
      await visit(browser, server, people.client),
    ];
    for (const page of [practitioner, client]) {
      await watchMedia(page);
      await enterCall(page);
    }
    const pages = [practitioner, client];
    await Promise.all(pages.map(soundAt));

    const pressed: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await client.getByRole("button", { name: "Leave the call" }).click();
      await practitioner.getByText("Not in the call").waitFor();
      const sound = Promise.all(pages.map(soundAt));
      const at = Date.now();
      await joinButton(client).click();
      pressed.push(Math.max(...(await sound)) - at);
    }
    console.log(`press to sound on both sides: ${shown(pressed)}`);

    const reloads: number[] = [];
    for (let round = 0; round < rounds / 2; round += 1) {
      const at = Date.now();
      await client.reload();
      reloads.push(Math.max(...(await Promise.all(pages.map(soundAt)))) - at);
    }
    console.log(`reload to sound on both sides: ${shown(reloads)}`);
  } finally {
    await server.end();
  }
}

/** Through a relay, because that is a network which can be stopped and let go on. */
async function throughRelay(): Promise<void> {
  const relay = await startTurn();
  if (!("end" in relay)) return console.log(`not measured: lost sockets and networks. ${relay.why}`);
  const server = await startServer({ env: { ...relay.settings, RELAY_ONLY: "yes" } });
  try {
    const people = await pair(server.origin);
    const [practitioner, client] = [
      await visit(browser, server, people.practitioner),
      await visit(browser, server, people.client),
    ];
    const lines = await linesOf(client);
    for (const page of [practitioner, client]) {
      await watchMedia(page);
      await enterCall(page);
    }
    const pages = [practitioner, client];
    await Promise.all(pages.map(soundAt));
    const isBack = (): Promise<unknown> =>
      client
        .getByRole("banner")
        .getByText(/Both here, voice open/)
        .waitFor();
    await isBack();

    const sockets: number[] = [];
    const losses: { sound: number; room: number }[] = [];
    for (let round = 0; round < 5; round += 1) {
      await lines.cut();
      await client
        .getByRole("banner")
        .getByText(/not connected/)
        .waitFor();
      await lines.mend();
      const at = Date.now();
      await isBack();
      sockets.push(Date.now() - at);
    }
    console.log(`sockets cut, to the room again, sound never gone: ${shown(sockets)}`);

    for (let round = 0; round < 3; round += 1) {
      relay.process.kill("SIGSTOP");
      lines.silence();
      await new Promise((over) => setTimeout(over, lossMs));
      relay.process.kill("SIGCONT");
      // What was under way on the sockets is lost with them, as when a device has come to another network.
      await lines.cut();
      await lines.mend();
      const at = Date.now();
      const sound = Promise.all(pages.map(soundAt));
      const back = isBack().then(() => Date.now() - at);
      losses.push({ sound: Math.max(...(await sound)) - at, room: await back });
    }
    console.log(`network gone for 8 s, to sound: ${shown(losses.map((one) => one.sound))}`);
    console.log(`network gone for 8 s, to the room: ${shown(losses.map((one) => one.room))}`);
  } finally {
    await server.end();
    await relay.end();
  }
}
