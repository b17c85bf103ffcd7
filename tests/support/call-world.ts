/** Two people with their pages, the server between them and the networks below: a call to be walked by chance. */
import { vi } from "vitest";
import { type InCall, type Rtc, readBeat, readRtc } from "../../lib/rtc.ts";
import { type Seat, otherSeat, seats } from "../../lib/seats.ts";
import { type Present, beatEveryMs } from "../../lib/wire.ts";
import { type Link, type LinkParts, type Standing, openLink } from "../../app/live/call/link.ts";
import * as presence from "../../server/live/presence.ts";
import { type Device, FakeNet, type Track } from "./fake-rtc.ts";
import type { Random } from "./guard-random.ts";
import { type MovedClock, openMovedClock } from "./moved-clock.ts";

const answerWithinMs = 5_000;

class FakeStream {
  readonly #tracks: Track[];
  constructor(tracks: Track[] = []) {
    this.#tracks = tracks;
  }
  getVideoTracks = (): Track[] => this.#tracks.filter(({ kind }) => kind === "video");
}

type RoomState = ReturnType<LinkParts["hold"]["snapshot"]>;
type Connection = { id: string; page: Page };

/** What the server does for a call: who is here by its own rules, and messages from one side's name to the other's. */
class Server {
  attendance = { client: presence.nobody(true), practitioner: presence.nobody(true) };
  readonly connections = new Set<Connection>();
  readonly world: World;
  /** What was passed on, to be said again by chance. */
  readonly passed: Rtc[] = [];
  #last = "";

  constructor(world: World) {
    this.world = world;
    setInterval(() => this.review(), 500);
  }

  get now(): number {
    return this.world.clock.now();
  }
  caller = (seat: Seat) => presence.caller(this.attendance[seat], this.now);

  present(): Present {
    const of = (seat: Seat) => ({
      ...presence.attending(this.attendance[seat], this.now),
      name: seat,
      call: this.caller(seat)?.call ?? null,
    });
    return { client: of("client"), practitioner: of("practitioner") };
  }

  review(): void {
    const present = this.present();
    const text = JSON.stringify(present);
    if (text === this.#last) return;
    this.#last = text;
    for (const connection of this.connections)
      this.world.carry(
        () => this.connections.has(connection) && connection.page.told(connection, structuredClone(present)),
      );
  }

  enter(connection: Connection): void {
    this.connections.add(connection);
    const beat = { elsewhere: false, card: null, call: null };
    presence.heard(this.attendance[connection.page.seat], connection.id, beat, this.now);
    this.#last = "";
    this.review();
  }

  heard(connection: Connection, value: unknown): void {
    const beat = readBeat(value);
    const place = this.attendance[connection.page.seat];
    if (!beat) throw new Error("A beat that the server does not read.");
    if (!place.open.has(connection.id)) return;
    presence.heard(place, connection.id, beat, this.now);
    this.review();
  }

  ended(connection: Connection, how: "left" | "down"): void {
    if (!this.connections.delete(connection)) return;
    presence.ended(this.attendance[connection.page.seat], connection.id, how, this.now);
    this.review();
  }

  pass({ id, page: { seat } }: Connection, message: Rtc): boolean {
    const [from, to] = [this.caller(seat), this.caller(otherSeat(seat))];
    if (!readRtc(message)) throw new Error("A message that the server does not read.");
    if (from?.connection !== id || from.call.peer !== message.from || to?.call.peer !== message.to) return false;
    const way = [...this.connections].find((one) => one.id === to.connection);
    if (!way) return false;
    this.passed.push(message);
    this.world.carry(() => way.page.hears(way, message));
    return true;
  }

  restart(): void {
    const before = [...this.connections];
    this.connections.clear();
    this.attendance = { client: presence.nobody(true), practitioner: presence.nobody(true) };
    for (const { page } of before) page.lineGone();
  }
}

/** One page of somebody's in the room, and whatever it shows of the call. */
export class Page {
  readonly seat: Seat;
  readonly device: Device;
  readonly world: World;
  link: Link | null = null;
  standing: Standing | null = null;
  /** Whether it was told that its person talks with another device now. */
  moved = false;
  /** Whether its person has ever joined with this page. */
  joined = false;
  tracks: Record<"audio" | "video", Track | null>;
  relayOnly = false;
  connection: Connection | null = null;
  #state: RoomState = { present: null, connected: false };
  readonly #changed = new Set<() => void>();
  readonly #hears = new Set<(message: Rtc) => void>();
  #call: InCall | null = null;
  #ice = false;
  /** When the credentials of the relay end. */
  #iceUntil = 0;
  #asking: Promise<boolean> | null = null;

  constructor(world: World, seat: Seat, network: number) {
    this.world = world;
    this.seat = seat;
    this.device = { id: `stun:${world.net.name()}`, network, alive: true };
    world.net.devices.set(this.device.id, this.device);
    this.tracks = { audio: this.newTrack("audio"), video: null };
    this.#changed.add(() => this.link?.follow());
    setInterval(() => this.#beat(), beatEveryMs);
    this.lineBack();
  }

  newTrack = (kind: "audio" | "video"): Track => ({ kind, id: this.world.net.name() });

  // The line, as `openHold` has it.
  #set(changed: Partial<RoomState>): void {
    this.#state = { ...this.#state, ...changed };
    for (const hear of this.#changed) hear();
  }
  #beat(): void {
    const { connection } = this;
    if (!connection || !this.device.alive) return;
    const beat = structuredClone({ elsewhere: false, card: null, call: this.#call });
    this.world.carry(() => this.world.server.heard(connection, beat));
  }
  told(connection: Connection, present: Present): void {
    if (connection === this.connection && this.device.alive) this.#set({ present });
  }
  hears(connection: Connection, message: Rtc): void {
    if (connection === this.connection && this.device.alive) this.hear(message);
  }
  hear(message: Rtc): void {
    for (const hear of this.#hears) hear(message);
  }
  /** The page's line is gone, and the page knows it. */
  lineGone(): void {
    if (!this.connection || !this.device.alive) return;
    this.connection = null;
    this.#set({ connected: false });
  }
  lineBack(): void {
    if (this.connection || !this.device.alive) return;
    const connection = { id: this.world.net.name(), page: this };
    this.connection = connection;
    this.world.carry(() => this.device.alive && this.world.server.enter(connection));
    this.#set({ connected: true });
    this.#beat();
  }
  #send(message: Rtc): Promise<boolean> {
    const { connection, world } = this;
    if (message.kind === "candidate" && this.relayOnly && !message.candidate.candidate.includes("relay"))
      world.forbidden.push("An address was told that is to be hidden.");
    world.said(this, `${message.kind}${message.kind === "description" ? ` ${message.description.type}` : ""}`);
    if (!connection || !this.device.alive) return Promise.resolve(false);
    const copy = structuredClone(message);
    return new Promise((done) => {
      let answered = false;
      const answer = (passed: boolean): void => {
        if (!answered && this.device.alive) done(passed);
        answered = true;
      };
      setTimeout(() => answer(false), answerWithinMs);
      if (world.loses()) return;
      world.carry(() => {
        const passed = world.server.pass(connection, copy);
        if (!world.loses()) world.carry(() => answer(passed));
      });
    });
  }

  #hold(): LinkParts["hold"] {
    return {
      snapshot: () => this.#state,
      wire: {
        join: (call: InCall | null) => {
          this.#call = call && structuredClone(call);
          this.world.said(this, call ? `in, ${call.hears ? "hears" : "does not hear"}` : "out");
          this.#beat();
        },
        send: (message: Rtc) => this.#send(message),
        onMessage: (hear: (message: Rtc) => void) => {
          this.#hears.add(hear);
          return () => this.#hears.delete(hear);
        },
      },
    };
  }

  // What `openCall` does with a link.
  join(): void {
    if (this.link || !this.device.alive) return;
    this.moved = false;
    this.joined = true;
    void this.#freshIce();
    const known = () => ({
      servers: [{ urls: [this.device.id] }],
      relayOnly: false,
      canRelay: true,
      expires: this.#iceUntil,
    });
    const link = openLink({
      hold: this.#hold(),
      seat: this.seat,
      ice: () => (this.#ice ? known() : null),
      freshIce: async () => ((await this.#freshIce()) ? known() : null),
      relayOnly: () => this.relayOnly,
      tracks: () => this.tracks as unknown as Record<"audio" | "video", MediaStreamTrack | null>,
      says: () => ({ microphone: this.tracks.audio !== null, picture: this.tracks.video !== null }),
      changed: (standing) => {
        if (standing.line !== this.standing?.line) this.world.said(this, `shows ${standing.line}`);
        this.standing = standing;
      },
      moved: () => {
        this.moved = true;
        if (!this.world.pages.some((one) => one !== this && one.seat === this.seat && one.joined))
          this.world.forbidden.push("Somebody was told that they talk with another device, and there is none.");
        this.leave();
      },
    });
    this.link = link;
    link.follow();
  }
  leave(): void {
    const { link } = this;
    this.link = null;
    link?.close();
  }
  async give(kind: "audio" | "video", track: Track | null): Promise<void> {
    this.tracks[kind] = track;
    await this.link?.give(kind, track as unknown as MediaStreamTrack | null);
    this.link?.say();
  }
  hideAddress(hides: boolean): void {
    this.relayOnly = hides;
    this.link?.anew();
  }
  #freshIce(): Promise<boolean> {
    this.#asking ??= (async () => {
      await this.world.clock.sleep(20 + this.world.random.below(200));
      if (this.connection && !this.world.loses()) {
        this.#ice = true;
        this.#iceUntil = Date.now() + 20_000;
      }
      this.#asking = null;
      return this.#ice;
    })();
    return this.#asking;
  }

  /** Ends this page: with a goodbye, as a browser that is closed, or without one, as a telephone whose battery is empty. */
  end(goodbye: boolean): void {
    const { connection } = this;
    if (goodbye) this.link?.close();
    for (const one of this.world.net.connections) if (one.device === this.device && goodbye) one.close();
    // What was said before the end is still carried.
    const how = goodbye ? "left" : "down";
    if (connection) this.world.carry(() => this.world.server.ended(connection, how), goodbye ? 0 : 4_000);
    this.device.alive = false;
    this.connection = null;
  }

  /** The connections of this page that are not closed. */
  open = () => this.world.net.connections.filter((one) => one.device === this.device && !one.isClosed());
}

export class World {
  readonly clock: MovedClock;
  readonly random: Random;
  readonly net: FakeNet;
  readonly server: Server;
  readonly log: string[] = [];
  pages: Page[] = [];
  /** The share of messages that are lost on their way. */
  loss = 0;
  /** When something was last said about the call, but for the beats. */
  saidAt = 0;
  #waysAfter = 0;

  constructor(random: Random) {
    this.random = random;
    this.clock = openMovedClock(0);
    vi.spyOn(performance, "now").mockImplementation(this.clock.now);
    vi.spyOn(Date, "now").mockImplementation(this.clock.now);
    this.net = new FakeNet(this.clock, random);
    vi.stubGlobal("RTCPeerConnection", this.net.classFor());
    vi.stubGlobal("MediaStream", FakeStream);
    this.server = new Server(this);
    for (const seat of seats) this.pages.push(new Page(this, seat, 0));
  }

  close(): void {
    this.clock.close();
    vi.restoreAllMocks();
  }

  /** What no page may ever have done so far: empty where none did. */
  readonly forbidden: string[] = [];

  said(page: Page, what: string): void {
    this.log.push(`${String(this.clock.now()).padStart(7)} ${page.seat.slice(0, 1)}${page.device.id.slice(5)} ${what}`);
    if (!what.startsWith("in")) this.saidAt = this.clock.now();
  }

  loses = (): boolean => this.loss > 0 && this.random.chance(this.loss);

  /** Carries something one way. Nothing overtakes what was sent before it. */
  carry(arrive: () => unknown, delay = 0): void {
    const due = Math.max(this.#waysAfter, this.clock.now() + 5 + this.random.below(60));
    this.#waysAfter = due;
    setTimeout(() => void arrive(), due - this.clock.now() + delay);
  }

  /** The page with which the person on this seat is in the call, or could be. */
  page = (seat: Seat): Page => {
    const pages = this.pages.filter((one) => one.seat === seat && one.device.alive && !one.moved);
    return pages.find(({ link }) => link) ?? pages[0] ?? this.load(seat, 0);
  };

  load(seat: Seat, network: number): Page {
    const page = new Page(this, seat, network);
    this.pages.push(page);
    return page;
  }
}
