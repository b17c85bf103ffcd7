/**
 * Connections between two browsers as WebRTC 1.0 and JSEP (RFC 8829) have them, without any network: descriptions,
 * offers taken back, ICE restarts, candidates, and what becomes of a connection when its way is gone.
 */
import { type Random, newRandom } from "./guard-random.ts";
import type { MovedClock } from "./moved-clock.ts";

type Kind = "audio" | "video";
type Direction = "sendrecv" | "sendonly" | "recvonly" | "inactive";
type Way = "host" | "relay";
type Line = { mid: string; kind: Kind; direction: Direction };
/** What a description says. It is sent as text, as any other. */
type Said = { ufrag: string; lines: Line[] };
type Described = { type: "offer" | "answer"; sdp: string };

export type Track = { kind: Kind; id: string };
/** One browser: `network` is another number after each change of its network. A dead one does nothing any more. */
export type Device = { id: string; network: number; alive: boolean };

const pulseMs = 250;
const breaksAfterMs = 1_000;
const failsAfterMs = 6_000;
const neverFoundMs = 15_000;

const sends = (direction: Direction | null): boolean => direction === "sendrecv" || direction === "sendonly";
const receives = (direction: Direction | null): boolean => direction === "sendrecv" || direction === "recvonly";
const directionOf = (sending: boolean, receiving: boolean): Direction =>
  sending ? (receiving ? "sendrecv" : "sendonly") : receiving ? "recvonly" : "inactive";
const isLine = (line: Line | undefined, mid: string, kind: Kind): boolean => line?.mid === mid && line.kind === kind;
const read = ({ sdp }: Described): Said => JSON.parse(sdp) as Said;

/** Which ways there are at this moment, and every connection that was ever opened. */
export class FakeNet {
  readonly devices = new Map<string, Device>();
  readonly connections: FakeConnection[] = [];
  ways: Record<Way, boolean> = { host: true, relay: true };
  readonly clock: MovedClock;
  readonly random: Random;
  #named = 0;

  constructor(clock: MovedClock, random: Random) {
    this.clock = clock;
    this.random = random;
    setInterval(() => {
      for (const connection of this.connections) connection.pulse();
    }, pulseMs);
  }

  name(): string {
    this.#named += 1;
    return `u${this.#named}x`;
  }

  /** The class that a page finds as `RTCPeerConnection`. Whose it is stands in the address of its STUN server. */
  classFor() {
    const net = this; // oxlint-disable-line typescript/no-this-alias -- for the class, which has its own
    return class extends FakeConnection {
      constructor(configuration: RTCConfiguration) {
        super(net, configuration);
      }
    };
  }
}

class Transceiver {
  mid: string | null = null;
  currentDirection: Direction | null = null;
  /** Whether a description of the other's made it, or `addTrack`, which may be given a line of the other's. */
  byTrack: boolean;
  hasSent = false;
  readonly sender: { track: Track | null; replaceTrack(track: Track | null): Promise<void> } & Pick<
    RTCRtpSender,
    "getParameters" | "setParameters"
  >;
  readonly receiver: { track: Track };
  readonly kind: Kind;
  #direction: Direction;
  readonly #of: FakeConnection;

  constructor(of: FakeConnection, kind: Kind, direction: Direction, byTrack: boolean) {
    this.#of = of;
    this.kind = kind;
    this.#direction = direction;
    this.byTrack = byTrack;
    let turn = Promise.resolve();
    let encodings: RTCRtpEncodingParameters[] = [{ active: true }];
    this.sender = {
      track: null,
      replaceTrack: (track) =>
        (turn = turn.then(async () => {
          // Of a connection that is closed it is never answered.
          await of.takes(5).catch(() => new Promise(() => {}));
          this.sender.track = track;
        })),
      getParameters: () => ({ encodings: encodings.map((one) => ({ ...one })) }) as RTCRtpSendParameters,
      setParameters: async (wanted) => void ({ encodings } = wanted),
    };
    this.receiver = { track: { kind, id: of.net.name() } };
  }

  get direction(): Direction {
    return this.#direction;
  }
  set direction(direction: Direction) {
    this.#direction = direction;
    this.#of.checkNeeded();
  }
}

export class FakeConnection {
  signalingState: RTCSignalingState = "stable";
  connectionState: RTCPeerConnectionState = "new";
  onnegotiationneeded: (() => void) | null = null;
  onicecandidate: ((event: { candidate: RTCIceCandidateInit | null }) => void) | null = null;
  onconnectionstatechange: (() => void) | null = null;
  oniceconnectionstatechange: (() => void) | null = null;
  readonly net: FakeNet;
  readonly device: Device;
  /** One's own, so that what one connection does changes nothing about how long another takes. */
  readonly #random: Random;
  readonly #transceivers: Transceiver[] = [];
  #relayOnly: boolean;
  #local: { now: Described | null; pending: Described | null } = { now: null, pending: null };
  #remote: { now: Described | null; pending: Described | null } = { now: null, pending: null };
  /** Transceivers that have their line only from an offer that is not answered. */
  #promised: Transceiver[] = [];
  #known: { ufrag: string; way: Way; network: number }[] = [];
  #wantsRestart = false;
  #flag = false;
  #badFor = 0;
  /** For which name of its own it has looked for ways: it looks again only where they are to be found anew. */
  #gathered = "";
  #packets = 0;

  constructor(net: FakeNet, configuration: RTCConfiguration) {
    const device = net.devices.get(String(configuration.iceServers?.[0]?.urls[0]));
    if (!device) throw new Error("A connection of nobody's.");
    this.net = net;
    this.device = device;
    this.#relayOnly = configuration.iceTransportPolicy === "relay";
    this.#random = newRandom(net.connections.length);
    net.connections.push(this);
  }

  get localDescription(): Described | null {
    return this.#local.pending ?? this.#local.now;
  }
  get remoteDescription(): Described | null {
    return this.#remote.pending ?? this.#remote.now;
  }
  getTransceivers = (): Transceiver[] => this.#transceivers;

  setConfiguration(configuration: RTCConfiguration): void {
    this.#relayOnly = configuration.iceTransportPolicy === "relay";
  }

  /** Waits as a browser does. What was asked of a connection that is closed meanwhile is never answered. */
  async takes(most: number): Promise<void> {
    if (this.isClosed()) throw new Error("It is closed.");
    await this.net.clock.sleep(1 + this.#random.below(most));
    if (this.isClosed()) await new Promise(() => {});
  }

  isClosed = (): boolean => this.connectionState === "closed";

  addTrack(track: Track): Transceiver["sender"] {
    const free = this.#transceivers.find(
      ({ kind, sender, hasSent }) => kind === track.kind && !sender.track && !hasSent,
    );
    const transceiver = free ?? new Transceiver(this, track.kind, "sendrecv", true);
    transceiver.sender.track = track;
    transceiver.byTrack = true;
    if (free) free.direction = directionOf(true, receives(free.direction));
    else this.#transceivers.push(transceiver);
    this.checkNeeded();
    return transceiver.sender;
  }

  addTransceiver(kind: Kind, { direction }: { direction: Direction }): void {
    this.#transceivers.push(new Transceiver(this, kind, direction, false));
    this.checkNeeded();
  }

  restartIce(): void {
    if (this.isClosed()) return;
    this.#wantsRestart = this.localDescription !== null;
    this.checkNeeded();
  }

  #isNeeded(): boolean {
    if (this.#wantsRestart) return true;
    return this.#transceivers.some(
      ({ mid, direction, currentDirection }) => mid === null || sends(direction) !== sends(currentDirection),
    );
  }

  checkNeeded(): void {
    if (this.isClosed() || this.signalingState !== "stable" || this.#flag || !this.#isNeeded()) return;
    this.#flag = true;
    setTimeout(() => {
      if (!this.isClosed() && this.signalingState === "stable" && this.#isNeeded()) this.onnegotiationneeded?.();
    }, 0);
  }

  #settle(): void {
    this.signalingState = "stable";
    this.#promised = [];
    this.#flag = false;
    this.checkNeeded();
  }

  async setLocalDescription(): Promise<void> {
    await this.takes(20);
    const answers = this.signalingState === "have-remote-offer";
    if (answers) this.#answer();
    else this.#offer();
    this.#gather();
  }

  #offer(): void {
    const before = this.#local.pending ?? this.#local.now;
    const renews = before === null || (this.#wantsRestart && this.#local.pending === null);
    for (const transceiver of this.#transceivers) {
      if (transceiver.mid !== null) continue;
      transceiver.mid = String(this.#transceivers.filter(({ mid }) => mid !== null).length);
      this.#promised.push(transceiver);
    }
    const lines = this.#transceivers
      .map(({ mid, kind, direction }) => ({ mid: mid ?? "", kind, direction }))
      .sort((one, two) => Number(one.mid) - Number(two.mid));
    const ufrag = renews ? this.net.name() : read(before).ufrag;
    this.#local.pending = { type: "offer", sdp: JSON.stringify({ ufrag, lines }) };
    this.signalingState = "have-local-offer";
  }

  #answer(): void {
    const offer = this.#remote.pending;
    if (!offer) throw new Error("There is nothing to answer.");
    const [offered, before] = [read(offer), this.#remote.now && read(this.#remote.now)];
    const renews = this.#local.now === null || offered.ufrag !== before?.ufrag;
    const lines = offered.lines.map((line) => {
      const own = this.#transceivers.find(({ mid }) => mid === line.mid);
      const direction = directionOf(
        sends(own?.direction ?? null) && receives(line.direction),
        receives(own?.direction ?? null) && sends(line.direction),
      );
      if (own) this.#agree(own, direction);
      return { ...line, direction };
    });
    const ufrag = renews || !this.#local.now ? this.net.name() : read(this.#local.now).ufrag;
    if (renews) this.#wantsRestart = false;
    this.#local = { now: { type: "answer", sdp: JSON.stringify({ ufrag, lines }) }, pending: null };
    this.#take(offer);
    this.#settle();
  }

  #agree(transceiver: Transceiver, direction: Direction): void {
    transceiver.currentDirection = direction;
    transceiver.hasSent ||= sends(direction);
  }

  #take(remote: Described): void {
    this.#remote = { now: remote, pending: null };
    if (this.connectionState === "new" || this.connectionState === "failed") this.#become("connecting");
  }

  async setRemoteDescription(description: Described): Promise<void> {
    await this.takes(20);
    if (description.type === "answer") return this.#hearAnswer(description);
    if (this.signalingState === "have-local-offer") {
      for (const transceiver of this.#promised) transceiver.mid = null;
      this.#promised = [];
      this.#local.pending = null;
    } else if (this.signalingState !== "stable") throw new Error("An offer in the middle of another.");
    const agreed = this.#remote.now ? read(this.#remote.now).lines : [];
    if (agreed.some(({ mid, kind }, at) => !isLine(read(description).lines[at], mid, kind)))
      throw new Error("An offer that lacks what was agreed.");
    for (const { mid, kind, direction } of read(description).lines) {
      if (this.#transceivers.some((one) => one.mid === mid)) continue;
      const free =
        receives(direction) && this.#transceivers.find((one) => one.kind === kind && one.byTrack && !one.mid);
      const transceiver = free || new Transceiver(this, kind, "recvonly", false);
      transceiver.mid = mid;
      if (!free) this.#transceivers.push(transceiver);
    }
    this.#remote.pending = description;
    this.signalingState = "have-remote-offer";
  }

  #hearAnswer(answer: Described): void {
    const offer = this.#local.pending;
    if (this.signalingState !== "have-local-offer" || !offer) throw new Error("An answer to nothing.");
    const [{ ufrag, lines: offered }, { lines }] = [read(offer), read(answer)];
    if (lines.length !== offered.length || lines.some(({ mid, kind }, at) => !isLine(offered[at], mid, kind)))
      throw new Error("An answer to another offer.");
    for (const line of lines) {
      const own = this.#transceivers.find(({ mid }) => mid === line.mid);
      if (own) this.#agree(own, directionOf(receives(line.direction), sends(line.direction)));
    }
    if (!this.#local.now || ufrag !== read(this.#local.now).ufrag) this.#wantsRestart = false;
    this.#local = { now: offer, pending: null };
    this.#take(answer);
    this.#settle();
  }

  #gather(): void {
    const described = this.localDescription;
    if (!described) return;
    const { ufrag } = read(described);
    if (ufrag === this.#gathered) return;
    this.#gathered = ufrag;
    const ways = (["host", "relay"] as const).filter(
      (way) => this.net.ways[way] && !(this.#relayOnly && way === "host"),
    );
    for (const way of ways)
      setTimeout(
        () => {
          if (this.isClosed() || !this.device.alive) return;
          const candidate = `candidate:${way} ${this.device.network}`;
          this.onicecandidate?.({ candidate: { candidate, sdpMid: "0", sdpMLineIndex: 0, usernameFragment: ufrag } });
        },
        1 + this.#random.below(60),
      );
  }

  async addIceCandidate({ candidate = "", usernameFragment }: RTCIceCandidateInit): Promise<void> {
    await this.takes(5);
    const described = this.remoteDescription;
    if (!described) throw new Error("Nothing was described yet.");
    if (read(described).ufrag !== usernameFragment) throw new Error("A candidate of another description.");
    const [way, network] = candidate.replace("candidate:", "").split(" ");
    this.#known.push({ ufrag: usernameFragment, way: way as Way, network: Number(network) });
  }

  async getStats(): Promise<Map<string, object>> {
    await this.net.clock.sleep(1);
    if (!this.device.alive) await new Promise(() => {});
    return new Map(
      Object.entries({
        in: { type: "inbound-rtp", kind: "audio", packetsReceived: this.#packets },
        lost: { type: "remote-inbound-rtp", kind: "audio", fractionLost: 0 },
        pair: { type: "candidate-pair", nominated: true, availableOutgoingBitrate: 900_000 },
      }),
    );
  }

  #become(state: RTCPeerConnectionState): void {
    if (state === this.connectionState) return;
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }

  /** The connection that this one and nobody else has agreed with, where there is a way between the two. */
  partner(): FakeConnection | null {
    const [own, theirs] = [this.#local.now, this.#remote.now];
    if (!own || !theirs || this.isClosed() || !this.device.alive) return null;
    const [near, far] = [read(own).ufrag, read(theirs).ufrag];
    const other = this.net.connections.find(
      (one) => one !== this && !one.isClosed() && one.device.alive && one.#speaksAs(far) && one.#speaksTo(near),
    );
    return other && (this.#reaches(other, far) || other.#reaches(this, near)) ? other : null;
  }
  #speaksAs = (ufrag: string): boolean => this.#local.now !== null && read(this.#local.now).ufrag === ufrag;
  #speaksTo = (ufrag: string): boolean => this.#remote.now !== null && read(this.#remote.now).ufrag === ufrag;
  #reaches = (other: FakeConnection, ufrag: string): boolean =>
    this.#known.some((one) => one.ufrag === ufrag && this.net.ways[one.way] && one.network === other.device.network);

  /** Looks whether the way is there, as ICE's own checks do. */
  pulse(): void {
    if (this.isClosed() || this.connectionState === "new" || !this.device.alive) return;
    const partner = this.partner();
    if (partner) {
      this.#badFor = 0;
      const hears = partner.#transceivers.some(
        ({ kind, sender, currentDirection }) => kind === "audio" && sender.track && sends(currentDirection),
      );
      if (hears && this.connectionState === "connected") this.#packets += pulseMs / 20;
      return this.#become("connected");
    }
    this.#badFor += pulseMs;
    if (this.connectionState === "connected" && this.#badFor >= breaksAfterMs) this.#become("disconnected");
    if (this.connectionState === "disconnected" && this.#badFor >= failsAfterMs) this.#become("failed");
    if (this.connectionState === "connecting" && this.#badFor >= neverFoundMs) this.#become("failed");
  }

  close(): void {
    // No event is told of it, as the specification has it.
    this.connectionState = "closed";
    this.signalingState = "closed";
  }
}
