/** The messages that the server sends on the Yjs wire, as bytes. */
import * as encoding from "lib0/encoding";
import { type PlaceSaid, type Refused, type Waits, messageKinds } from "../../lib/wire.ts";

/** The message kinds inside a sync message (y-protocols/sync). */
export const syncKinds = { step1: 0, step2: 1, update: 2 } as const;

/** A message of the y-websocket protocol that carries a state vector or an update. */
export function syncMessage(kind: number, bytes: Uint8Array): Uint8Array {
  const message = encoding.createEncoder();
  encoding.writeVarUint(message, messageKinds.sync);
  encoding.writeVarUint(message, kind);
  encoding.writeVarUint8Array(message, bytes);
  return encoding.toUint8Array(message);
}

/** Everything up to this number is on disk. */
export function keptMessage(number: number): Uint8Array {
  const message = encoding.createEncoder();
  encoding.writeVarUint(message, messageKinds.kept);
  encoding.writeVarUint(message, number);
  return encoding.toUint8Array(message);
}

/** One of our own that is read as JSON. */
export function jsonMessage(kind: number, value: Refused | Waits | PlaceSaid): Uint8Array {
  const message = encoding.createEncoder();
  encoding.writeVarUint(message, kind);
  encoding.writeVarString(message, JSON.stringify(value));
  return encoding.toUint8Array(message);
}

/** An awareness message that names nobody. */
export const emptyAwareness = Uint8Array.of(messageKinds.awareness, 1, 0);
