/** Which clocks an update brings, by clientID. Yjs reads all of it for that, so it is asked once. */
import * as Y from "yjs";

const known = new WeakMap<Uint8Array, ReturnType<typeof Y.parseUpdateMeta>>();

/** The first clock that an update brings of each clientID, and the one behind its last. The bytes must not be changed. */
export function metaOf(update: Uint8Array): ReturnType<typeof Y.parseUpdateMeta> {
  const meta = known.get(update) ?? Y.parseUpdateMeta(update);
  known.set(update, meta);
  return meta;
}
