/** What a call uses of the line that holds the room. */
import type { Socket } from "socket.io-client";
import type { Ice, InCall, Rtc } from "../../lib/rtc.ts";
import type { ClientEvents, ServerEvents } from "../../lib/wire.ts";
import { openHearers } from "./hearers.ts";

export type RoomSocket = Socket<ServerEvents, ClientEvents>;

/** A call is said with each beat, and its two sides speak through the server. */
export type CallWire = {
  /** Says how this person is in the call, or that they are not. */
  join(call: InCall | null): void;
  /** Sends a message to the other side. Gives whether that side was there to get it. */
  send(message: Rtc): Promise<boolean>;
  onMessage(hear: (message: Rtc) => void): () => void;
  /** Where the STUN and TURN servers are; null where no answer came. */
  ice(): Promise<Ice | null>;
};

export const answerWithinMs = 5_000;

/** The part of the line that holds a room which a call uses. */
export function callWire(socket: RoomSocket, join: CallWire["join"]): CallWire {
  const messages = openHearers<Rtc>();
  socket.on("rtc", messages.tell);
  // No answer within the time is the same as nobody there: it is said again when there is somebody.
  const send = (message: Rtc): Promise<boolean> =>
    socket
      .timeout(answerWithinMs)
      .emitWithAck("rtc", message)
      .catch(() => false);
  return {
    join,
    send: (message) => (socket.connected ? send(message) : Promise.resolve(false)),
    onMessage: messages.hear,
    async ice() {
      const answer = await socket
        .timeout(answerWithinMs)
        .emitWithAck("ice")
        .catch(() => null);
      return answer?.ok ? answer.ice : null;
    },
  };
}
