/** A person in a room over Socket.IO: what they do is answered, and what they are told is collected. */
import type { WebSocket } from "ws";
import type { Act } from "../../lib/acts.ts";
import type { Holding, SignalKind } from "../../lib/holding.ts";
import type { Beat, Rtc } from "../../lib/rtc.ts";
import type { Seat } from "../../lib/seats.ts";
import type { ActAnswer, Present } from "../../lib/wire.ts";
import { openHeard } from "./heard.ts";
import { type Sitting, holdSocket } from "./people.ts";

export type Room = Awaited<ReturnType<typeof enterRoom>>;

/** Enters a room and waits until its whole state has come. Undo: `leave()` on purpose, or `cut()` for a broken line. */
export async function enterRoom(origin: string, { space, cookie }: Sitting) {
  const socket = holdSocket(origin, space, cookie);
  const holding = openHeard<Holding>("state of the room");
  const present = openHeard<Present>("word about who is here");
  const signals = openHeard<{ kind: SignalKind; by: Seat }>("signal");
  const rtc = openHeard<Rtc>("message of a call");
  const closed = openHeard<number>("close code");
  const ended = openHeard<string>("end of the connection");
  const refused = openHeard<{ message: string; data?: { code?: number } }>("refusal at the door");
  socket.on("holding", holding.push);
  socket.on("present", present.push);
  socket.on("signal", signals.push);
  socket.on("rtc", rtc.push);
  socket.on("closed", closed.push);
  socket.on("disconnect", (reason) => ended.push(reason));
  socket.on("connect_error", (error) => {
    const { data } = error as { data?: { code?: number } };
    refused.push({ message: error.message, ...(data && { data }) });
  });
  await Promise.race([present.when(() => true), refused.when(() => true).then(fail)]);
  return {
    socket,
    holding,
    present,
    signals,
    rtc,
    closed,
    ended,
    refused,
    /** Does something and gives the server's answer. */
    act: (act: Act): Promise<ActAnswer> => socket.emitWithAck("act", act),
    beat: (beat: Partial<Beat> = {}): unknown =>
      socket.emit("beat", { elsewhere: false, card: null, call: null, ...beat }),
    /** The state as it was told last. */
    state: (): Holding | undefined => holding.all.at(-1),
    leave: (): unknown => socket.disconnect(),
    /** Breaks the line without a word, as a killed page does. It stays broken. */
    cut(): void {
      socket.io.reconnection(false);
      const { ws } = socket.io.engine.transport as unknown as { ws: WebSocket };
      ws.terminate();
    },
  };
}

function fail(refusal: { message: string; data?: { code?: number } }): never {
  throw new Error(`The door stayed closed: ${refusal.message} ${refusal.data?.code ?? ""}`);
}
