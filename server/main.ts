/** The process: one port for pages, interface and both wires; an orderly start and an orderly end. */
import "./env.ts";
import next from "next";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { WrongSetting, originsOf, readConfig } from "./config.ts";
import { openCompressed } from "./http/compressed.ts";
import { openHandler } from "./http/handle.ts";
import { openActs, openGuesses, openKeys, openLinksBack, openOpenings } from "./http/limits.ts";
import { openOrder } from "./http/order.ts";
import { inTurns, openTurns } from "./http/turns.ts";
import { answerUnreadable } from "./http/unreadable.ts";
import { openDoor } from "./live/door.ts";
import { serveHold } from "./live/hold.ts";
import { iceFor } from "./ice.ts";
import { nextUpgrades, routeUpgrades } from "./live/listen.ts";
import { openRooms } from "./live/rooms.ts";
import { openLog, traceOf } from "./log.ts";
import { openRecords } from "./records/open.ts";
import { CannotServe } from "./records/records.ts";
import type { Doorway } from "./visitor.ts";

// Comparable across a restart, and never backwards within a process, whatever is done to the machine's clock.
const now = (): number => Math.round(performance.timeOrigin + performance.now());

// How long what is looked up for many who ask at once may keep everybody else waiting.
const lookUpsMs = 5;
// Who sits down stands alone at the one writer, so that everybody else's words come between; for as long as it may take.
const seatingMs = 10_000;

async function main(): Promise<void> {
  const config = readConfig(process.env, process.argv);
  const log = openLog(config.logLevel);
  const records = await openRecords(config.dataDir, now, ({ gravity, words }, error) =>
    log[gravity](error === undefined ? {} : traceOf(error), words),
  );
  for (const notice of records.notices) process.stderr.write(`${notice}\n`);
  const rooms = openRooms({ records, log, now });
  // Before anybody comes in, whose words on the same seat it would take for the refused one's. One that fails again waits
  // for the practitioner, who cannot invite anybody before it is done.
  await rooms.finishRefusals().catch((error: unknown) => log.error(traceOf(error), "a refusal could not be finished"));

  const app = next({ dev: config.dev, hostname: config.host, port: config.port, httpServer: nextUpgrades as never });
  await app.prepare();

  const http = createServer({
    headersTimeout: 10_000,
    requestTimeout: 20_000,
    keepAliveTimeout: 10_000,
    // How often it is looked whether one of these is over.
    connectionsCheckingInterval: 1_000,
    // It is required by us.
    requireHostHeader: false,
  });
  const order = openOrder();
  http.on("connection", order.watch);
  // For who asks for something and never reads the answer.
  http.setTimeout(60_000);
  await new Promise<void>((listening, failed) => {
    http.once("error", failed);
    http.listen(config.port, config.host, listening);
  });
  const { port } = http.address() as AddressInfo;
  const publicUrl = config.publicUrl ?? `http://localhost:${port}`;
  const doorway: Doorway = { publicUrl, origins: originsOf(publicUrl), proxies: config.proxies };
  const door = openDoor(records.browsers, doorway);

  let closing = false;
  const stopUpkeep = records.upkeep(() => rooms.cannotKeep());
  const ready = async (): Promise<boolean> => !closing && (await records.canWrite());
  const files = app.getRequestHandler();
  // Whoever is in a room does not feel how many pages are asked for.
  const pages = inTurns(files, ({ socket }, response) => response.destroyed || socket.destroyed);
  const [lookUps, seating] = [openTurns({ turnMs: lookUpsMs }), openTurns({ longestMs: seatingMs })];
  const [guesses, openings] = [openGuesses(now), openOpenings(now)];
  const [linksBack, keys, acts] = [openLinksBack(now), openKeys(now), openActs(now)];
  // While developing there is nothing that stays as it was built.
  const compressed = openCompressed(config.dev ? "" : ".next/static");
  const handle = openHandler({
    records,
    door,
    doorway,
    guesses,
    openings,
    linksBack,
    keys,
    acts,
    rooms,
    lookUps,
    seating,
    dev: config.dev,
    log,
    pages,
    files,
    compressed,
    order,
    ready,
  });
  http.on("request", handle).on("checkExpectation", handle);
  answerUnreadable(http, doorway);
  const hold = serveHold({
    browsers: records.browsers,
    door,
    rooms,
    log,
    ice: () => iceFor(config.relays, Date.now()),
  });
  const closeYjs = routeUpgrades(http, { door, doorway, rooms, hold: hold.upgrade, log, dev: config.dev });
  const close = async (): Promise<void> => {
    if (closing) return;
    closing = true;
    // A line that does not answer must not keep the process from ending; everything kept is on disk already.
    setTimeout(() => process.exit(1), 10_000).unref();
    http.close();
    closeYjs();
    stopUpkeep();
    await hold.close();
    await rooms.close();
    await app.close();
    http.closeAllConnections();
    await records.close();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void close());
  process.on("uncaughtException", (error) => {
    log.fatal(traceOf(error), "a fault of the server");
    process.exit(1);
  });
  // Last, for whoever reads it may speak to this process, or end it, at once.
  process.stdout.write(`Clearing is open at ${publicUrl}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${describe(error)}\n`);
  process.exit(1);
});

/** A fault at the start, before anything of anybody is in memory. */
function describe(error: unknown): string {
  if (error instanceof WrongSetting || error instanceof CannotServe) return error.message;
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE")
    return "Clearing could not start: the port is in use. Set PORT to another.";
  return `Clearing could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
