/** The link of a call, walked by chance: whatever happens to two people's lines, pages, networks and devices. */
import { afterEach, expect, test } from "vitest";
import { type Seat, otherSeat, seats } from "../../lib/seats.ts";
import { type Page, World } from "../support/call-world.ts";
import { newRandom, settings } from "../support/guard-random.ts";
import { calm } from "../support/moved-clock.ts";

const { seed, count } = settings("CALL_WALKS", 40);

let world: World;
afterEach(() => world.close());

type Act = (page: Page, world: World) => void;

const acts: Record<string, Act> = {
  "has no line": (page, { server, random }) => {
    const { connection } = page;
    if (connection) world.carry(() => server.ended(connection, "down"), random.pick([0, 0, 12_000]));
    page.lineGone();
  },
  "has a line again": (page) => page.lineBack(),
  "changes its line": (page, { server, random }) => {
    const { connection } = page;
    page.lineGone();
    page.lineBack();
    if (connection) world.carry(() => server.ended(connection, "down"), random.pick([0, 3_000, 12_000]));
  },
  "is loaded anew": (page, { random }) => reload(page, true, random.pick([200, 2_000])),
  "breaks off and is opened again": (page, { random }) => reload(page, false, random.pick([200, 3_000, 20_000])),
  leaves: (page) => page.leave(),
  joins: (page) => page.join(),
  "joins with another device": (page) => {
    const other = world.load(page.seat, page.device.network);
    if (page.link) setTimeout(() => other.join(), 500);
  },
  "comes into another network": (page) => void (page.device.network += 1),
  "has no way but the relay": (_, { net }) => void (net.ways.host = false),
  "has no way": (_, { net }) => void (net.ways = { host: false, relay: false }),
  "has every way": (_, { net }) => void (net.ways = { host: true, relay: true }),
  "hides its address": (page) => page.hideAddress(!page.relayOnly),
  "loses its microphone": (page) => void page.give("audio", null),
  "has a microphone": (page) => void page.give("audio", page.newTrack("audio")),
  "shows a picture": (page) => void page.give("video", page.newTrack("video")),
  "hides its picture": (page) => void page.give("video", null),
  "loses words": (_, { random }) => void (world.loss = random.pick([0.05, 0.3, 0.9])),
  "loses no words": () => void (world.loss = 0),
  "loses its connection": (page) => page.open()[0]?.close(),
  "hears again what was said before": (page, { server, random }) => {
    for (let many = random.below(4); many > 0 && server.passed.length > 0; many -= 1)
      page.hear(structuredClone(random.pick(server.passed.slice(-12))));
  },
  "sees the server start again": (_, { server }) => {
    server.restart();
    for (const one of world.pages) setTimeout(() => one.lineBack(), 300);
  },
};

function reload(page: Page, goodbye: boolean, after: number): void {
  const { link, seat, device, tracks } = page;
  page.end(goodbye);
  const next = world.load(seat, device.network);
  next.tracks = { audio: tracks.audio && next.newTrack("audio"), video: tracks.video && next.newTrack("video") };
  next.lineGone();
  setTimeout(() => {
    next.lineBack();
    if (link) next.join();
  }, after);
}

/** What may be so at no moment. */
const never = (): string[] => [
  ...world.forbidden,
  ...world.pages
    .filter((page) => page.device.alive && page.open().length > (page.link ? 1 : 0))
    .map(({ seat }) => `${seat}: a connection too many`),
];

/** Why these two are not connected as they should be; empty where they are. */
function missing(pair: Record<Seat, Page>): string[] {
  const { net } = world;
  const relayOnly = seats.some((seat) => pair[seat].relayOnly);
  const reaches = net.ways.relay || (net.ways.host && !relayOnly);
  return seats.flatMap((seat) => {
    const [page, other] = [pair[seat], pair[otherSeat(seat)]];
    const told = world.server.present()[seat].call;
    const inCall = world.pages.filter((one) => one.seat === seat && one.device.alive && one.link);
    if (inCall.length > 1) return [`${seat}: talks with ${inCall.length} devices`];
    const wrong = (is: unknown, should: unknown, what: string): string[] =>
      is === should ? [] : [`${seat}: ${what} is ${String(is)}, not ${String(should)}`];
    if (!page.link)
      return [...wrong(page.open().length, 0, "connections"), ...wrong(told, null, "told as in the call")];
    const heard = wrong(told !== null, true, "told as in the call");
    if (!other.link)
      return [
        ...heard,
        ...wrong(page.standing?.line, "alone", "line"),
        ...wrong(page.open().length, 0, "connections"),
        ...wrong(told?.hears, true, "hears"),
      ];
    if (!reaches)
      return [...heard, ...wrong(page.standing?.line, "failed", "line"), ...wrong(told?.hears, false, "hears")];
    const [own] = page.open();
    return [
      ...heard,
      ...wrong(page.standing?.line, "open", "line"),
      ...wrong(page.open().length, 1, "connections"),
      ...wrong(own?.connectionState, "connected", "connection"),
      ...wrong(own?.signalingState, "stable", "negotiation"),
      ...wrong(own?.partner()?.device, other.device, "partner"),
      ...wrong(page.standing?.sound != null, other.tracks.audio !== null, "sound"),
      ...wrong(page.standing?.picture != null, other.tracks.video !== null, "picture"),
      ...wrong(told?.hears, true, "hears"),
    ];
  });
}

/** Lets everything calm down, and waits until the two agree and have nothing more to say. */
async function settles(): Promise<string[]> {
  world.loss = 0;
  const ways = { ...world.net.ways };
  for (const page of world.pages) page.lineBack();
  let wrong: string[] = [];
  for (let waited = 0, still = 0; waited < 120; waited += 1) {
    await world.clock.pass(1_000);
    wrong = missing({ client: world.page("client"), practitioner: world.page("practitioner") });
    const quiet = !ways.host && !ways.relay ? true : world.clock.now() - world.saidAt > 8_000;
    still = wrong.length === 0 && quiet ? still + 1 : 0;
    if (still > 5) return [];
  }
  return wrong.length > 0 ? wrong : ["They go on saying things to each other."];
}

test.each(Array.from({ length: count }, (_, walk) => seed + walk))(
  "whatever happens, both sides agree in the end (SEED=%i)",
  async (from) => {
    world = new World(newRandom(from));
    const { random } = world;
    const did: string[] = [];
    for (let round = 0; round < 4; round += 1) {
      // Who is alone is soon told of: most of the time both are in the call.
      for (const seat of seats)
        if (random.chance(0.8)) setTimeout(() => world.page(seat).join(), random.below(3) * 700);
      for (let step = random.below(7); step >= 0; step -= 1) {
        const [name, act] = random.pick(Object.entries(acts));
        const seat = random.pick(seats);
        await world.clock.pass(random.pick([0, 0, 30, 300, 2_000, 6_000, 15_000]));
        did.push(`${seat} ${name}`);
        act(world.page(seat), world);
        await calm();
        expect({ did, never: never() }).toEqual({ did, never: [] });
      }
      const wrong = await settles();
      expect({ did, wrong }).toEqual({ did, wrong: [] });
    }
  },
);
