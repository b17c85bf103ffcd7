/** What lets a person's own sound rest until they press: their word that they can be overheard, or a moment that ended without them. */
import type { Speech } from "../../../lib/meeting.ts";
import type { Seat } from "../../../lib/seats.ts";
import type { HoldState } from "../hold.ts";

/** `careful`: whether sound rests. `moment`: whether the moment that holds is this person's own. */
export type Caution = { careful: boolean; moment: boolean };

/** Follows how the room is held, for who sits on `seat`. */
export function openCaution(seat: Seat) {
  let careful = false;
  let moment = false;
  /** Whether the room has been out of sight since the moment was last seen. */
  let lostSight = true;
  let saidSpeech: Speech | null | undefined;

  return {
    snapshot: (): Caution => ({ careful, moment }),
    /** Goes on with what was before the page was loaded anew. */
    restore(was: Caution): void {
      ({ careful, moment } = was);
    },
    /** Looks at how the room is held now. Gives whether sound begins to rest with it. */
    look({ holding, upToDate }: Pick<HoldState, "holding" | "upToDate">): boolean {
      if (!upToDate) {
        lostSight = true;
        return false;
      }
      const own = holding?.moment?.by === seat;
      // The server ends the moment of somebody whose line is gone for long. They may not be back from it.
      let begins = moment && !own && lostSight;
      moment = own;
      lostSight = false;
      const speech = holding?.arrival[seat].words?.speech ?? null;
      if (speech !== saidSpeech) {
        begins ||= speech === "overheard" || speech === "writing";
        // It does not end by itself when what was said is gone with its session: only with a word, or a press.
        if (speech === "freely" && saidSpeech !== undefined) careful = false;
        saidSpeech = speech;
      }
      careful ||= begins;
      return begins;
    },
    /** This person wishes to be heard. */
    press(): void {
      careful = false;
    },
  };
}
