/** The link of a call, by its promises: what two sides say to each other, when, and what they never do. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { anewAfterMs, awayMs, betweenMs } from "../../app/live/call/patience.ts";
import type { Seat } from "../../lib/seats.ts";
import { graceMs } from "../../lib/wire.ts";
import { type Page, World } from "../support/call-world.ts";
import { newRandom } from "../support/guard-random.ts";
import { calm } from "../support/moved-clock.ts";

let world: World;
let client: Page;
let practitioner: Page;

beforeEach(() => {
  world = new World(newRandom(7));
  [client, practitioner] = [world.page("client"), world.page("practitioner")];
});
afterEach(() => world.close());

const pass = (ms: number): Promise<void> => world.clock.pass(ms);
/** How often a page has said something of this kind. */
const count = (what: string, seat?: Seat): number =>
  world.log.filter((line) => line.endsWith(what) && (!seat || line.includes(` ${seat.slice(0, 1)}u`))).length;
const lines = () => [practitioner.standing?.line, client.standing?.line];
const callOf = (seat: Seat) => world.server.present()[seat].call;

async function inCall(): Promise<void> {
  for (const page of [practitioner, client]) page.join();
  await pass(4_000);
  expect(lines()).toEqual(["open", "open"]);
}

describe("two who find each other", () => {
  test("need one offer and one answer, also where both call at the same moment", async () => {
    await inCall();
    expect([count("offer"), count("answer")]).toEqual([1, 1]);
    expect(count("offer", "practitioner")).toBe(1);
    expect(world.net.connections).toHaveLength(2);
  });

  test("do so also where only the client has something to say", async () => {
    practitioner.tracks.audio = null;
    await inCall();
    expect(practitioner.standing?.sound).not.toBeNull();
    expect(client.standing?.sound).toBeNull();
  });

  test("do so also where nobody has a microphone", async () => {
    for (const page of [practitioner, client]) page.tracks.audio = null;
    await inCall();
    expect([practitioner.standing?.sound, client.standing?.sound]).toEqual([null, null]);
  });

  test("do so soon where the first offer was lost on its way", async () => {
    for (const page of [practitioner, client]) page.join();
    while (count("offer") === 0) {
      world.loss = 0;
      await pass(1);
    }
    // It was said, and is still on its way: the page that should hear it does not.
    const { hear } = client;
    client.hear = () => undefined;
    await pass(300);
    client.hear = hear;
    await pass(2_000);
    expect(lines()).toEqual(["open", "open"]);
  });

  test("see each other where both open their pictures at the same moment, with one offer taken back", async () => {
    await inCall();
    const before = world.net.connections.length;
    for (const page of [practitioner, client]) void page.give("video", page.newTrack("video"));
    await pass(2_000);
    expect(practitioner.standing?.picture).not.toBeNull();
    expect(client.standing?.picture).not.toBeNull();
    expect([world.net.connections.length, ...lines()]).toEqual([before, "open", "open"]);
  });

  test("are not looked for before it is known over which servers, and soon after", async () => {
    world.loss = 1;
    for (const page of [practitioner, client]) page.join();
    await pass(1_000);
    world.loss = 0;
    expect(world.net.connections).toHaveLength(0);
    await pass(betweenMs + 2_000);
    expect(lines()).toEqual(["open", "open"]);
  });

  test("are told that nothing comes of it after ten seconds, go on trying, and not all the time", async () => {
    world.net.ways = { host: false, relay: false };
    for (const page of [practitioner, client]) page.join();
    await pass(14_000);
    expect(lines()).toEqual(["failed", "failed"]);
    expect(callOf("client")?.hears).toBe(false);
    const before = count("offer");
    await pass(12_000);
    expect(count("offer") - before).toBeGreaterThan(1);
    expect(count("offer") - before).toBeLessThanOrEqual(8);
    const names = [callOf("client")?.peer, callOf("practitioner")?.peer];
    await pass(anewAfterMs);
    expect([callOf("client")?.peer, callOf("practitioner")?.peer]).not.toEqual(names);
  });
});

test("a picture is shown as soon as it is agreed, and not at the next look", async () => {
  await inCall();
  for (const [from, to] of [
    [practitioner, client],
    [client, practitioner],
  ] as const) {
    // Just after a look, of which there is one a second.
    await pass(250);
    const looked = to.standing;
    while (to.standing === looked) await pass(10);
    void from.give("video", from.newTrack("video"));
    await pass(500);
    expect(to.standing?.picture).not.toBeNull();
    await pass(2_000);
  }
});

test("a word that did not reach the other is no reason to wait for long", async () => {
  const { server } = world;
  const ask = server.pass.bind(server);
  server.pass = (from, message) => message.kind !== "candidate" && ask(from, message);
  for (const page of [practitioner, client]) page.join();
  await pass(2_000);
  server.pass = ask;
  expect(lines()).toEqual(["connecting", "connecting"]);
  await pass(betweenMs + 500);
  expect(lines()).toEqual(["open", "open"]);
});

describe("a line to the server that is lost", () => {
  test("leaves the two connected as they are, and the call is said again on the next one", async () => {
    await inCall();
    const { connection } = client;
    client.lineGone();
    if (connection) world.server.ended(connection, "down");
    await pass(8_000);
    expect(callOf("client")).toBeNull();
    client.lineBack();
    await pass(4_000);
    expect(callOf("client")).not.toBeNull();
    expect([world.net.connections.length, ...lines()]).toEqual([2, "open", "open"]);
  });

  test("is no moment to look for another way: nobody could be told of it", async () => {
    await inCall();
    const { connection } = client;
    client.lineGone();
    if (connection) world.server.ended(connection, "down");
    world.net.ways = { host: false, relay: false };
    const before = count("offer", "client");
    await pass(20_000);
    expect(count("offer", "client")).toBe(before);
  });

  test("is no reason to be forgotten where the next one is there before the server knows", async () => {
    await inCall();
    const { connection } = client;
    client.lineGone();
    client.lineBack();
    await pass(500);
    // As soon as the old line is ended the server has only what was said on the new one.
    if (connection) world.server.ended(connection, "down");
    expect(callOf("client")).not.toBeNull();
  });

  test("does not make a name that this page had before another device", async () => {
    await inCall();
    // The server still waits for words on the first line, on which the page had another name.
    client.lineGone();
    client.lineBack();
    await pass(2_000);
    client.hideAddress(true);
    await pass(2_000);
    const { connection } = client;
    client.lineGone();
    if (connection) world.server.ended(connection, "down");
    client.lineBack();
    await pass(10_000);
    expect([client.moved, ...lines()]).toEqual([false, "open", "open"]);
  });

  test("does not bring the call back from another device that took it meanwhile", async () => {
    await inCall();
    const { connection } = client;
    client.lineGone();
    if (connection) world.server.ended(connection, "down");
    const phone = world.load("client", 0);
    phone.join();
    await pass(4_000);
    client.lineBack();
    await pass(4_000);
    expect([client.moved, phone.moved]).toEqual([true, false]);
    expect([phone.standing?.line, client.open().length]).toEqual(["open", 0]);
  });
});

describe("who goes", () => {
  test("is gone at once when they say goodbye, also while the server still has them in the call", async () => {
    await inCall();
    const { peer: from = "" } = callOf("client") ?? {};
    const { peer: to = "" } = callOf("practitioner") ?? {};
    practitioner.hear({ kind: "bye", from, to });
    practitioner.link?.follow();
    expect([practitioner.open().length, practitioner.standing?.line]).toEqual([0, "alone"]);
  });

  test("says goodbye, and is out of the call", async () => {
    await inCall();
    client.leave();
    await pass(200);
    expect([count("bye", "client"), client.open().length, practitioner.open().length]).toEqual([1, 0, 0]);
    expect(callOf("client")).toBeNull();
    await pass(20_000);
    expect(world.net.connections).toHaveLength(2);
  });

  test("is let go as soon as it is known that they have left, where no goodbye came", async () => {
    await inCall();
    const { connection } = client;
    client.device.alive = false;
    if (connection) world.server.ended(connection, "left");
    await pass(graceMs + 1_500);
    expect(practitioner.open()).toHaveLength(0);
  });

  test("is waited for a while where only their line is gone", async () => {
    await inCall();
    const { connection } = client;
    client.device.alive = false;
    if (connection) world.server.ended(connection, "down");
    await pass(awayMs - 1_500);
    expect(practitioner.open()).toHaveLength(1);
    await pass(3_500);
    expect(practitioner.open()).toHaveLength(0);
  });

  test("is not heard from a device that is signed out, while they are in the room and not in the call", async () => {
    await inCall();
    world.load("client", 0);
    const { connection } = client;
    client.connection = null;
    if (connection) world.server.ended(connection, "left");
    await pass(awayMs - 1_500);
    expect(practitioner.standing?.line).toBe("open");
    await pass(3_500);
    expect(practitioner.open()).toHaveLength(0);
  });

  test("is not gone because they are in the room before their call is, after a long time without a line", async () => {
    await inCall();
    const { connection } = client;
    client.lineGone();
    if (connection) world.server.ended(connection, "down");
    await pass(graceMs + awayMs + 2_000);
    expect(practitioner.standing?.line).toBe("open");
    world.load("client", 0);
    await pass(awayMs - 1_500);
    expect(callOf("client")).toBeNull();
    expect(practitioner.standing?.line).toBe("open");
    client.lineBack();
    await pass(4_000);
    expect([world.net.connections.length, ...lines()]).toEqual([2, "open", "open"]);
  });

  test("is told so on the first device where they join with another", async () => {
    await inCall();
    const phone = world.load("client", 0);
    await pass(500);
    phone.join();
    await pass(3_000);
    expect([client.moved, phone.moved, phone.standing?.line]).toEqual([true, false, "open"]);
  });
});

describe("what was said before", () => {
  test("changes nothing where it is heard again", async () => {
    await inCall();
    const said = world.log.length;
    for (const message of world.server.passed.filter(({ kind }) => kind !== "description"))
      for (const page of [client, practitioner]) page.hear(message);
    for (const message of world.server.passed)
      if (message.kind === "description" && message.description.type === "answer") practitioner.hear(message);
    await pass(10_000);
    expect([world.log.length, ...lines()]).toEqual([said, "open", "open"]);
  });

  test("is not heard from or for somebody else", async () => {
    await inCall();
    const said = world.log.length;
    const stranger = "a".repeat(16);
    for (const message of world.server.passed)
      for (const page of [client, practitioner]) {
        page.hear({ ...message, from: stranger });
        page.hear({ ...message, to: stranger });
      }
    for (const [page, seat, other] of [
      [client, "client", "practitioner"],
      [practitioner, "practitioner", "client"],
    ] as const) {
      page.hear({ kind: "bye", from: stranger, to: callOf(seat)?.peer ?? "" });
      page.hear({ kind: "bye", from: callOf(other)?.peer ?? "", to: stranger });
    }
    await calm();
    expect([world.log.length, ...lines()]).toEqual([said, "open", "open"]);
  });

  test("is said again where it was not heard", async () => {
    await inCall();
    world.loss = 1;
    void practitioner.give("video", practitioner.newTrack("video"));
    await pass(500);
    world.loss = 0;
    await pass(betweenMs + 3_000);
    expect([client.standing?.picture != null, ...lines()]).toEqual([true, "open", "open"]);
  });
});

test("a connection that is gone is made anew at once, without another device being meant", async () => {
  await inCall();
  client.open()[0]?.close();
  await pass(betweenMs + 2_500);
  expect([client.open().length, client.moved, ...lines()]).toEqual([1, false, "open", "open"]);
});

test("a connection whose network is another one finds its way again within seconds, and stays the same", async () => {
  await inCall();
  client.device.network += 1;
  practitioner.device.network += 1;
  await pass(8_000);
  expect([world.net.connections.length, ...lines()]).toEqual([2, "open", "open"]);
});

test("a connection that was open is looked after for thirty seconds anew when it breaks", async () => {
  await inCall();
  await pass(anewAfterMs);
  world.net.ways = { host: false, relay: false };
  await pass(anewAfterMs - 5_000);
  world.net.ways = { host: true, relay: true };
  await pass(5_000);
  expect([world.net.connections.length, ...lines()]).toEqual([2, "open", "open"]);
});

test("a connection that stands and brings no sound is said to be interrupted, on both sides", async () => {
  await inCall();
  for (const { sender } of client.open()[0]?.getTransceivers() ?? []) sender.track = null;
  await pass(6_000);
  expect(practitioner.standing?.line).toBe("interrupted");
  expect(callOf("practitioner")?.hears).toBe(false);
});

test("a connection of which the browser tells that it is broken is said to be interrupted at once", async () => {
  await inCall();
  world.net.ways = { host: false, relay: false };
  while (client.open()[0]?.connectionState === "connected") await pass(50);
  expect(client.standing?.line).toBe("interrupted");
});

test("who hides their address tells none, and those who were told before are not used any more", async () => {
  await inCall();
  client.hideAddress(true);
  await pass(3_000);
  expect([world.forbidden, lines()]).toEqual([[], ["open", "open"]]);
  // The credentials of the relay have ended, and are renewed when a way is looked for.
  world.net.ways = { host: false, relay: false };
  await pass(15_000);
  world.net.ways = { host: true, relay: true };
  await pass(15_000);
  expect([world.forbidden, lines()]).toEqual([[], ["open", "open"]]);
});
