/** What really arrives in a page of a call: read from the statistics of its own connections. */
import type { Page } from "@playwright/test";
import { expect } from "./fixture.ts";

declare global {
  interface Window {
    /** Every connection this page has opened. */
    connections: RTCPeerConnection[];
    /** Every player this page has made outside what is seen. */
    players: HTMLAudioElement[];
  }
}

/** What a page has received so far, and over which kind of way. */
export type Arrived = {
  /** How many connections of this page are not closed. */
  open: number;
  state: RTCPeerConnectionState | null;
  audioPackets: number;
  audioEnergy: number;
  framesDecoded: number;
  /** The kind of candidate this side uses: host, srflx, prflx or relay. */
  way: string | null;
};

// The sound of a fake microphone is a beep each second. In the units of the statistics it adds up to 0.2 a second.
const loud = 0.01;
const silence = 1e-6;
// A call tries again after 4 to 10 s, more than once.
const patient = { timeout: 60_000 };

export type Media = Awaited<ReturnType<typeof watchMedia>>;

/** Watches the connections of a page from now on. The page is loaded anew for it. */
export async function watchMedia(page: Page) {
  await page.addInitScript(() => {
    window.connections = [];
    const Native = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Native {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        window.connections.push(this);
      }
    };
    window.players = [];
    const Player = window.Audio;
    window.Audio = class extends Player {
      constructor(source?: string) {
        super(source);
        window.players.push(this);
      }
    };
  });
  await page.context().grantPermissions(["microphone", "camera"]);
  await page.reload();

  const arrived = (): Promise<Arrived> =>
    page.evaluate(async () => {
      const open = window.connections.filter((one) => one.connectionState !== "closed");
      const last = open.at(-1);
      const reports = last ? [...(await last.getStats()).values()] : [];
      const inbound = (kind: string) => reports.find((one) => one.type === "inbound-rtp" && one.kind === kind) ?? {};
      const pair = reports.find((one) => one.type === "candidate-pair" && one.nominated && one.state === "succeeded");
      const local = reports.find((one) => one.id === pair?.localCandidateId);
      return {
        open: open.length,
        state: last?.connectionState ?? null,
        audioPackets: inbound("audio").packetsReceived ?? 0,
        audioEnergy: inbound("audio").totalAudioEnergy ?? 0,
        framesDecoded: inbound("video").framesDecoded ?? 0,
        way: local?.candidateType ?? null,
      };
    });

  // A connection that is made anew begins to count at nothing, so the last count is what has to be passed.
  const moreOf = async (what: "audioEnergy" | "audioPackets" | "framesDecoded", least: number): Promise<void> => {
    let last = Infinity;
    const grows = async (): Promise<boolean> => {
      const { [what]: now } = await arrived();
      const grown = now >= last + least;
      if (!grown) last = Math.min(last, now);
      return grown;
    };
    await expect.poll(grows, patient).toBe(true);
  };

  // What has arrived may still not be played. This is how loud the page itself is, over a little more than one beep. Not
  // to be asked once an offer of a standing call was taken back: Chromium plays on, and shows Web Audio silence.
  const played = (): Promise<number> =>
    page.evaluate(async (least) => {
      const player = window.players.findLast(({ srcObject }) => srcObject) as
        (HTMLAudioElement & { captureStream(): MediaStream }) | undefined;
      if (!player || player.muted) return 0;
      const context = new AudioContext();
      await context.resume();
      const meter = context.createAnalyser();
      context.createMediaStreamSource(player.captureStream()).connect(meter);
      const samples = new Float32Array(meter.fftSize);
      let most = 0;
      for (const end = performance.now() + 1_500; performance.now() < end && most < least;) {
        await new Promise((done) => setTimeout(done, 20));
        meter.getFloatTimeDomainData(samples);
        most = Math.max(...samples);
      }
      await context.close();
      return most;
    }, loud);

  return {
    arrived,
    /** Waits until it is known on what way the other's sound comes: a pair that is just being tried again is none. */
    async way(): Promise<string | null> {
      let way: string | null = null;
      await expect.poll(async () => (way = (await arrived()).way), patient).not.toBeNull();
      return way;
    },
    /** Waits until more of the other's sound has come, and not as silence. */
    hears: (): Promise<void> => moreOf("audioEnergy", loud),
    /** Waits until this page plays the other's sound, and not as silence. */
    plays: (): Promise<void> => expect.poll(played, patient).toBeGreaterThan(loud),
    /** Waits until more pictures of the other's have been decoded. */
    sees: (): Promise<void> => moreOf("framesDecoded", 1),
    /** Waits until this page has made an offer that is not answered. */
    offers: (): Promise<void> =>
      expect
        .poll(() => page.evaluate(() => window.connections.at(-1)?.signalingState), patient)
        .toBe("have-local-offer"),
    /** Waits until the other's sound goes on arriving and all of it is silence. */
    async hearsSilence(): Promise<void> {
      const seconds = async () => {
        const before = await arrived();
        await expect
          .poll(async () => (await arrived()).audioPackets, patient)
          .toBeGreaterThan(before.audioPackets + 75);
        return (await arrived()).audioEnergy - before.audioEnergy;
      };
      // What was under way when the microphone closed is still heard.
      await expect.poll(seconds, patient).toBeLessThan(silence);
    },
    /** Waits until this page is connected by one connection and no other is left open. */
    async isConnected(): Promise<void> {
      await expect.poll(arrived, patient).toMatchObject({ open: 1, state: "connected" });
    },
  };
}
