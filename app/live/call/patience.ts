/** How long a connection of the call is left to itself before something is done about it, in ms. */

/** A voice that comes is never silent for so long: a packet is due fifty times a second. */
const silentMs = 3_000;
export const failedAfterMs = 10_000;
/** How long a side that is not said to be in the call any more may come back before it is let go. */
export const awayMs = 10_000;
export const betweenMs = 4_000;
export const anewAfterMs = 30_000;

/**
 * Whether a voice that should come has been silent for too long: what did not come before its person spoke was no silence.
 * @param speaksSince since when they speak, or null
 * @param silentFor for how long nothing has come
 */
export const isSilent = (speaksSince: number | null, silentFor: number, now: number): boolean =>
  speaksSince !== null && Math.min(silentFor, now - speaksSince) > silentMs;

// When to say again what may be lost, or look for another way: a first way may take long to be found.
const patienceMs: Partial<Record<RTCPeerConnectionState, number>> = { closed: 0, failed: 1_000, disconnected: 2_000 };
const firstPatienceMs = 8_000;

/**
 * Whether a connection in this state needs help.
 * @param badFor how long it has not stood
 * @param unsettledFor how long a word of the other side's has been awaited
 */
export const isOverdue = (state: RTCPeerConnectionState, badFor: number, unsettledFor: number): boolean =>
  state === "connected" ? unsettledFor >= betweenMs : badFor >= (patienceMs[state] ?? firstPatienceMs);
