/** A person who writes with the stock y-websocket client, and hears which of their words are kept. */
import * as decoding from "lib0/decoding";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { type Seat, newClientId } from "../../lib/seats.ts";
import { declareSections, ownSections, sections } from "../../lib/sections.ts";
import { type Refused, type Waits, messageKinds } from "../../lib/yjs-wire.ts";
import { openHeard, waitFor } from "./heard.ts";
import { type Sitting, socketClass } from "./people.ts";
import { say } from "./wire.ts";

export type Writer = ReturnType<typeof openWriter>;

/** Connects a document of `seat` to the server. Undo: `close()`. */
export function openWriter(origin: string, seat: Seat, { space, cookie }: Sitting, { mine = false } = {}) {
  const frames: Uint8Array[] = [];
  const doc = new Y.Doc();
  declareSections(doc, mine ? ownSections : sections);
  const pens = { closable: newClientId(seat), open: newClientId(seat) };
  doc.clientID = pens.closable;
  const provider = new WebsocketProvider(`${origin.replace(/^http/, "ws")}/yjs`, mine ? `${space}/mine` : space, doc, {
    connect: false,
    disableBc: true,
    maxBackoffTime: 100,
    WebSocketPolyfill: socketClass(origin, cookie),
  });
  const kept = openHeard<number>("acknowledgement");
  const waits = openHeard<string[]>("word about what waits");
  const refused = openHeard<Refused>("refusal");
  const closed = openHeard<number>("final close code");
  const lines = openHeard<"up" | "down">("change of the line");
  let latest = 0;

  const sayKept = (): void => {
    if (latest > 0 && provider.wsconnected) provider.ws?.send(say.kept(latest));
  };
  provider.messageHandlers[messageKinds.kept] = (_to, from) => kept.push(decoding.readVarUint(from));
  provider.messageHandlers[messageKinds.waits] = (_to, from) =>
    waits.push((JSON.parse(decoding.readVarString(from)) as Waits).sections);
  provider.messageHandlers[messageKinds.refused] = (_to, from) =>
    refused.push(JSON.parse(decoding.readVarString(from)) as Refused);
  provider.on("status", ({ status }) => {
    if (status !== "connecting") return;
    provider.ws?.addEventListener("message", ({ data }: { data: ArrayBuffer }) => frames.push(new Uint8Array(data)));
  });
  provider.on("closed", ({ code }) => closed.push(code));
  provider.on("connection-close", () => lines.push("down"));
  // By now the server's first question is answered, and with it goes all that was written while the line was down.
  provider.on("sync", (synced: boolean) => {
    if (synced) lines.push("up");
    if (synced) sayKept();
  });
  // After the provider's own listener, so the number goes behind the update.
  doc.on("update", (_update: Uint8Array, from: unknown) => {
    if (from === provider) return;
    latest += 1;
    sayKept();
  });

  provider.connect();

  const seen = <T>(what: string, look: () => T | null): Promise<T> =>
    waitFor(
      look,
      (again) => {
        doc.on("update", again);
        return () => doc.off("update", again);
      },
      () => `${what} was never to be seen in ${JSON.stringify(doc.toJSON()).slice(0, 2_000)}`,
    );

  return {
    seat,
    doc,
    provider,
    /** Every message that came, on every connection. */
    frames,
    kept,
    waits,
    refused,
    closed,
    lines,
    /** Resolves when this writer has all that the server has. */
    synced: (): Promise<unknown> =>
      provider.synced ? Promise.resolve() : lines.when((line) => line === "up", lines.all.length),
    /** Makes one change and gives its number. As on a screen, what no mode closes is written with a pen of its own. */
    edit(change: (doc: Y.Doc) => void, pen: keyof typeof pens = "closable"): number {
      doc.clientID = pens[pen];
      doc.transact(() => change(doc));
      doc.clientID = pens.closable;
      return latest;
    },
    latest: (): number => latest,
    /** The highest number that was acknowledged. */
    keptUpTo: (): number => Math.max(0, ...kept.all),
    /** Resolves when everything up to `number`, or all so far, is on disk. */
    allKept: (number = latest): Promise<number> =>
      number === 0 ? Promise.resolve(0) : kept.when((known) => known >= number),
    /** Waits until the words stand in this writer's copy, wherever that is. */
    sees: (words: string): Promise<true> =>
      seen(words, () => (JSON.stringify(doc.toJSON()).includes(words) ? true : null)),
    /** Waits until `look` finds something in this writer's copy. */
    seen,
    /** Whether anything that ever came over this writer's line holds these bytes. */
    received: (words: string): boolean => frames.some((frame) => Buffer.from(frame).includes(words)),
    connect: (): void => provider.connect(),
    disconnect: (): void => provider.disconnect(),
    close(): void {
      provider.destroy();
      doc.destroy();
    },
  };
}
