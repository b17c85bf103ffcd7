/** How this side of the call is heard and seen at this moment. */
import type { CallState } from "./state.ts";

export type Voice = {
  /** Whether this person's voice goes through: open, not at rest, and not closed for the other's floor. */
  open: boolean;
  /** Whether they are heard: it goes through, and there is a microphone that their device has not taken. */
  speaks: boolean;
  /** Whether they would be heard, if their device had not taken the microphone for something else. */
  taken: boolean;
  shows: boolean;
};

/**
 * How this side is heard and seen.
 * @param hasSound whether a microphone is open
 * @param othersFloor whether the other has the floor
 */
export function voiceOf(
  { microphone, hushed, yieldsFloor, taken, camera, pictureRests }: CallState,
  hasSound: boolean,
  othersFloor: boolean,
): Voice {
  const open = microphone && !hushed && !(yieldsFloor && othersFloor);
  return {
    open,
    speaks: open && hasSound && !taken,
    taken: open && taken,
    shows: camera && !hushed && !pictureRests,
  };
}
