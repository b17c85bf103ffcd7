/** The Yjs wire by hand: messages as bytes, and a raw line that hears everything and sends whatever it is told to. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import type { WebSocket } from "ws";
import * as Y from "yjs";
import { closeCodes } from "../../lib/wire.ts";
import { type PlaceSaid, type Refused, type Waits, messageKinds } from "../../lib/yjs-wire.ts";
import { openHeard } from "./heard.ts";
import { type Sitting, yjsSocket } from "./people.ts";

const bytesOf = (write: (to: encoding.Encoder) => void): Uint8Array<ArrayBuffer> => {
  const to = encoding.createEncoder();
  write(to);
  return encoding.toUint8Array(to);
};

const sync = (kind: number, bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytesOf((to) => {
    encoding.writeVarUint(to, messageKinds.sync);
    encoding.writeVarUint(to, kind);
    encoding.writeVarUint8Array(to, bytes);
  });

/** Messages to the server. */
export const say = {
  step1: (vector: Uint8Array = Y.encodeStateVector(new Y.Doc())): Uint8Array<ArrayBuffer> => sync(0, vector),
  step2: (update: Uint8Array): Uint8Array<ArrayBuffer> => sync(1, update),
  update: (update: Uint8Array): Uint8Array<ArrayBuffer> => sync(2, update),
  kept: (number: number): Uint8Array<ArrayBuffer> =>
    bytesOf((to) => {
      encoding.writeVarUint(to, messageKinds.kept);
      encoding.writeVarUint(to, number);
    }),
};

/** Messages from the server. */
export type Said =
  | { is: "step1" | "step2" | "update"; bytes: Uint8Array }
  | { is: "awareness" }
  | { is: "kept"; number: number }
  | ({ is: "refused" } & Refused)
  | ({ is: "waits" } & Waits)
  | ({ is: "place" } & PlaceSaid);

const syncKinds = ["step1", "step2", "update"] as const;

/** Reads what the server said. Throws where it said something that is not in the protocol. */
export function read(message: Uint8Array): Said {
  const from = decoding.createDecoder(message);
  const kind = decoding.readVarUint(from);
  if (kind === messageKinds.awareness) return { is: "awareness" };
  if (kind === messageKinds.kept) return { is: "kept", number: decoding.readVarUint(from) };
  if (kind === messageKinds.refused) return { is: "refused", ...(JSON.parse(decoding.readVarString(from)) as Refused) };
  if (kind === messageKinds.waits) return { is: "waits", ...(JSON.parse(decoding.readVarString(from)) as Waits) };
  if (kind === messageKinds.place) return { is: "place", ...(JSON.parse(decoding.readVarString(from)) as PlaceSaid) };
  const is = kind === messageKinds.sync ? syncKinds[decoding.readVarUint(from)] : undefined;
  if (is === undefined) throw new Error(`The server said something of kind ${kind}.`);
  return { is, bytes: decoding.readVarUint8Array(from) };
}

/** A line was closed while something was waited for. */
export class LineClosed extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`The line was closed with ${code}.`);
    this.code = code;
  }
}

export type Line = ReturnType<typeof openLine>;

/** A raw line to the shared document, or to the sitter's own page. It answers nothing by itself. */
export function openLine(origin: string, { space, cookie }: Sitting, options?: { mine?: boolean; place?: string }) {
  const socket = yjsSocket(origin, space, cookie, options);
  return lineOver(socket);
}

/** The same over a socket that is there already. */
export function lineOver(socket: WebSocket) {
  const said = openHeard<Said>("message of the server");
  const frames: Uint8Array[] = [];
  socket.on("message", (data: Buffer) => {
    const bytes = new Uint8Array(data);
    frames.push(bytes);
    said.push(read(bytes));
  });
  // A refused upgrade is an error of the socket; its `close` follows.
  socket.on("error", () => undefined);
  const opened = new Promise<boolean>((done) => {
    socket.once("open", () => done(true));
    socket.once("close", () => done(false));
  });
  const closed = new Promise<number>((done) => socket.once("close", (code) => done(code)));
  const send = (...messages: Uint8Array[]): void => {
    for (const message of messages) socket.send(message);
  };
  return {
    socket,
    said,
    frames,
    /** Whether the socket opened; false where the upgrade was refused. */
    opened,
    /** The code the line was closed with. */
    closed,
    send,
    /**
     * Asks for everything and gives it as a document, with all of the server's own later words.
     * @throws `LineClosed` when the line is closed before the answer
     */
    async document(): Promise<Y.Doc> {
      await opened;
      const from = said.all.length;
      send(say.step1());
      const answer = await Promise.race([
        said.when(({ is }) => is === "step2", from),
        closed.then((code) => Promise.reject(new LineClosed(code))),
      ]);
      const doc = new Y.Doc();
      if ("bytes" in answer) Y.applyUpdate(doc, answer.bytes);
      return doc;
    },
    /** Sends a message and waits until everything sent so far is on disk. */
    async keep(number: number, ...messages: Uint8Array[]): Promise<void> {
      send(...messages, say.kept(number));
      await said.when((message) => message.is === "kept" && message.number === number);
    },
    end: (): void => socket.terminate(),
  };
}

/**
 * The shared document as it stands at the server now, read by a line of its own. As every page does, it comes again when
 * a write that could not be kept, somebody else's too, closes all lines of the document.
 */
export async function documentOf(origin: string, sitting: Sitting, options?: { mine: boolean }): Promise<Y.Doc> {
  for (;;) {
    const line = openLine(origin, sitting, options);
    try {
      return await line.document();
    } catch (error) {
      if (!(error instanceof LineClosed && error.code === closeCodes.cannotStore)) throw error;
    } finally {
      line.end();
    }
  }
}
