import { describe, expect, test } from "vitest";
import type { InCall } from "../../lib/rtc.ts";
import type { Presence, PresenceState } from "../../lib/wire.ts";
import { type VoiceLine, voiceLine, voiceTold } from "../../app/space/call/lines.ts";
import type { CallLine } from "../../app/live/call/state.ts";

const inCall: InCall = { peer: "0123456789abcdef", microphone: true, picture: false, hears: true };
const sam = (state: PresenceState, call: InCall | null = inCall): Presence => ({
  state,
  since: null,
  name: "Sam",
  card: null,
  call,
});
const inIt = { phase: "in", line: "open", taken: false, microphone: true } as const;
const said = (line: CallLine, other: Presence, connected = true): VoiceLine | null =>
  voiceLine({ ...inIt, line }, other, "Sam", connected);
const words = (...of: Parameters<typeof said>): string => said(...of)?.words ?? "";

const states: PresenceState[] = ["here", "elsewhere", "down", "left", "never"];
const lines: CallLine[] = ["alone", "connecting", "open", "interrupted", "failed"];

describe("the truth about the line", () => {
  test("is silent outside of the call, and while one waits in it alone", () => {
    expect(voiceLine({ ...inIt, phase: "out", line: "alone" }, sam("here"), "Sam", true)).toBeNull();
    for (const state of states) expect(said("alone", sam(state))).toBeNull();
  });

  test("never says that somebody left: a line that is down is not a person who went", () => {
    for (const line of lines)
      for (const state of states)
        for (const connected of [true, false])
          expect(words(line, sam(state), connected)).not.toMatch(/left|gone|frozen/i);
  });

  test("says whose device has taken the microphone, and nothing of one that is closed by choice", () => {
    const own = (microphone: boolean): string =>
      voiceLine({ ...inIt, taken: true, microphone }, sam("here"), "Sam", true)?.words ?? "";
    expect(own(true)).toBe("Your device has taken your microphone. Sam does not hear you until it gives it back.");
    expect(own(false)).toBe("voice open");
    expect(words("open", sam("here", { ...inCall, microphone: false, taken: true }))).toBe(
      "Sam’s device has taken their microphone. They are not heard meanwhile.",
    );
  });

  test("says that somebody is heard whose page has no line", () => {
    expect(words("open", sam("down"))).toBe("Sam is heard, but their page has no line. What they write comes later.");
  });

  test("says that somebody is here while their sound is not", () => {
    for (const state of ["here", "elsewhere"] as const) {
      expect(words("interrupted", sam(state))).toBe("Sam is here. The sound is interrupted; it is tried again.");
      expect(words("failed", sam(state))).toBe("Sam is here. The sound does not get through.");
    }
    // Where both are down the line of who is here says it.
    expect(said("interrupted", sam("down"))).toBeNull();
  });

  test("says that the other hears nothing, where their own page says so", () => {
    expect(words("open", sam("here", { ...inCall, hears: false }))).toBe("Sam does not hear you at the moment.");
    expect(words("open", sam("here"))).toBe("voice open");
  });

  test("says what is left where this page has no line of its own", () => {
    expect(words("open", sam("here"), false)).toBe("You are not connected to the room. Your voice still is.");
    expect(words("interrupted", sam("here"), false)).toBe("You are not connected. The sound is interrupted too.");
    expect(said("connecting", sam("here"), false)).toBeNull();
  });

  test("is spoken once when it changes for the worse, and once when the sound is back", () => {
    const [open, interrupted] = [said("open", sam("here")), said("interrupted", sam("here"))];
    expect(voiceTold(open, interrupted)).toBe("Sam is here. The sound is interrupted; it is tried again.");
    expect(voiceTold(interrupted, interrupted)).toBeNull();
    expect(voiceTold(interrupted, open)).toBe("The sound is back.");
    expect(voiceTold(null, open)).toBeNull();
    expect(voiceTold(said("connecting", sam("here")), open)).toBeNull();
  });
});
