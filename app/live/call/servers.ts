/** Where the STUN and TURN servers of the call are, and whether nothing but the relay may be used. */
import type { Ice } from "../../../lib/rtc.ts";
import type { Keep } from "../../browser/storage.ts";
import type { CallWire } from "../call-wire.ts";
import type { CallState } from "./state.ts";

const relayKey = "call-relay-only";

/**
 * Asks for nothing by itself.
 * @param learned called with each answer of the server's
 */
export function openServers(wire: Pick<CallWire, "ice">, storage: Keep, learned: (ice: Ice) => void) {
  let ice: Ice | null = null;
  let asking: Promise<Ice | null> | null = null;

  const learn = async (): Promise<Ice | null> => {
    ice = (await wire.ice()) ?? ice;
    if (ice) learned(ice);
    return ice;
  };

  return {
    /** What the server said last; null before it has. */
    known: (): Ice | null => ice,
    /** Asks the server anew. Gives what it said last where no answer comes. */
    ask: (): Promise<Ice | null> => (asking ??= learn().finally(() => (asking = null))),
    /** Remembers in this browser whether one's network address stays hidden from the other. */
    hideAddress(hide: boolean): void {
      if (hide) storage.setItem(relayKey, "yes");
      else storage.removeItem(relayKey);
    },
    /** Whether the relay is used for everything: by the operator's choice or one's own. */
    relayOnly(): CallState["relayOnly"] {
      if (ice?.relayOnly) return "always";
      return storage.getItem(relayKey) === "yes" ? "own choice" : "no";
    },
  };
}
