/**
 * The Yjs wire, written and read for both sides: the y-websocket protocol as its stock client speaks it, and our own
 * *kept*, *refused*, *waits* and *place* beside it.
 */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { type Heard, type Said, readRefusal } from "./refusals.ts";
import type { SetBack } from "./wire.ts";

/** Message kinds. 0 to 3 are the y-websocket protocol's, the others ours. */
export const messageKinds = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  kept: 10,
  refused: 11,
  waits: 12,
  place: 13,
} as const;

/** The message kinds inside a sync message (y-protocols/sync). */
const syncKinds = { step1: 0, step2: 1, update: 2 } as const;

/** The most a single live update, and the most an answer to a sync step 1, may hold, in bytes. */
export const mostUpdateBytes = 64 * 1024;
export const mostSyncBytes = 1024 * 1024;

/**
 * Message 11: words that were not taken. `kind` says in one word what the code says closer, for tools outside: `size` is
 * that there is no place for them; `pace` means only: not now.
 */
export type Refused = Said & {
  kind: "malformed" | "limit" | "author" | "section" | "size" | "damaged" | "pace";
  sections: string[];
};
/** Message 12: words that are kept by the server and wait until these sections open again. Empty: nothing waits. */
export type Waits = { sections: string[] };
/**
 * Message 13, sent to who has asked for it by a `place` in the address: which life the document is in, how far it has
 * come, and whether that life began with a loss. `place` is given back, as it is, at the next connection. `now` is the
 * server's clock.
 */
export type PlaceSaid = { epoch: string; place: string; setBack: SetBack | null; now: number };

type Bytes = Uint8Array<ArrayBuffer>;

/** The messages of both sides, as bytes. */
export const messages = {
  /** Asks for what this state vector lacks. */
  step1: (vector: Uint8Array): Bytes => sync(syncKinds.step1, vector),
  step2: (update: Uint8Array): Bytes => sync(syncKinds.step2, update),
  update: (update: Uint8Array): Bytes => sync(syncKinds.update, update),
  /** A page asks to hear when everything up to this number is on disk, and the server says that it is. */
  kept(number: number): Bytes {
    const message = encoding.createEncoder();
    encoding.writeVarUint(message, messageKinds.kept);
    encoding.writeVarUint(message, number);
    return encoding.toUint8Array(message);
  },
  refused: (refused: Refused): Bytes => json(messageKinds.refused, refused),
  waits: (waits: Waits): Bytes => json(messageKinds.waits, waits),
  place: (place: PlaceSaid): Bytes => json(messageKinds.place, place),
  /** An awareness message that names nobody: y-websocket closes a line on which nothing comes. */
  nobody: Uint8Array.of(messageKinds.awareness, 1, 0),
};

function sync(kind: number, bytes: Uint8Array): Bytes {
  const message = encoding.createEncoder();
  encoding.writeVarUint(message, messageKinds.sync);
  encoding.writeVarUint(message, kind);
  encoding.writeVarUint8Array(message, bytes);
  return encoding.toUint8Array(message);
}

function json(kind: number, value: Refused | Waits | PlaceSaid): Bytes {
  const message = encoding.createEncoder();
  encoding.writeVarUint(message, kind);
  encoding.writeVarString(message, JSON.stringify(value));
  return encoding.toUint8Array(message);
}

/** What a page says. */
export type FromPage =
  | { is: "step1"; vector: Uint8Array }
  | { is: "step2" | "update"; update: Uint8Array }
  | { is: "kept"; number: number }
  /** Who is here, as the stock client says it. */
  | { is: "awareness" };

/** Reads what a page says; null for bytes that are none of its messages. Whether an update can be read the guard says. */
export const readFromPage = (bytes: Uint8Array): FromPage | null => unlessUnreadable(() => fromPage(bytes));

function fromPage(bytes: Uint8Array): FromPage | null {
  const message = decoding.createDecoder(bytes);
  switch (decoding.readVarUint(message)) {
    case messageKinds.sync:
      return atEnd(message, readSync(message));
    case messageKinds.kept:
      return atEnd(message, { is: "kept", number: decoding.readVarUint(message) });
    case messageKinds.awareness:
    case messageKinds.queryAwareness:
      return { is: "awareness" };
    default:
      return null;
  }
}

function readSync(message: decoding.Decoder): FromPage | null {
  const kind = decoding.readVarUint(message);
  const bytes = decoding.readVarUint8Array(message);
  if (kind === syncKinds.step1) return { is: "step1", vector: bytes };
  if (kind === syncKinds.step2) return { is: "step2", update: bytes };
  return kind === syncKinds.update ? { is: "update", update: bytes } : null;
}

const atEnd = (message: decoding.Decoder, read: FromPage | null): FromPage | null =>
  decoding.hasContent(message) ? null : read;

/** Whether these bytes are a state vector that names `most` clientIDs at most. */
export const isVector = (bytes: Uint8Array, most: number): boolean =>
  unlessUnreadable(() => {
    const names = decoding.readVarUint(decoding.createDecoder(bytes));
    return names <= most && Y.decodeStateVector(bytes).size <= names;
  }) === true;

/** Reads bytes from outside: null where they end too early, or hold what is no number, for there lib0 throws. */
function unlessUnreadable<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/** The vector of a question for what is missing; null for any other sync message, of which nothing is read then. */
export function readQuestion(message: decoding.Decoder): Uint8Array | null {
  if (decoding.peekVarUint(message) !== syncKinds.step1) return null;
  decoding.readVarUint(message);
  return decoding.readVarUint8Array(message);
}

/**
 * The change that a message of the sync protocol brings, or null for a question or the answer to one.
 * @param message the message behind its kind, which can be read again
 */
export function peekUpdate(message: decoding.Decoder): Uint8Array | null {
  const copy = decoding.clone(message);
  return decoding.readVarUint(copy) === syncKinds.update ? decoding.readVarUint8Array(copy) : null;
}

/** Readers of what the server says besides the words of the document. The kind of the message has been read already. */
export const fromServer = {
  kept: (message: decoding.Decoder): number => decoding.readVarUint(message),
  /** Why words were not taken; null for: not now. A server of another age says the kind alone. */
  refused(message: decoding.Decoder): Heard | null {
    const { kind, ...said } = readJson(message);
    const refusal = readRefusal({ code: kind, ...said });
    return kind === "pace" || refusal.code === "wait" ? null : refusal;
  },
  /** The sections in which words wait. */
  waits(message: decoding.Decoder): string[] {
    const { sections } = readJson(message);
    return Array.isArray(sections) ? sections.filter((section) => typeof section === "string") : [];
  },
  /** Where the document stands, or null for a message that does not say it. */
  place(message: decoding.Decoder): PlaceSaid | null {
    const { epoch, place, setBack, now } = readJson(message);
    if (typeof epoch !== "string" || typeof place !== "string" || typeof now !== "number") return null;
    const { at, to = null } = (setBack ?? {}) as Record<string, unknown>;
    const known = typeof at === "number" && (to === null || typeof to === "number") ? { at, to } : null;
    return { epoch, place, setBack: known, now };
  },
};

/** A message that is one JSON object; anything else reads as an empty one. */
function readJson(message: decoding.Decoder): Record<string, unknown> {
  const value: unknown = JSON.parse(decoding.readVarString(message));
  return typeof value === "object" && value !== null ? { ...value } : {};
}
