import { describe, expect, test } from "vitest";
import { type InCall, readBeat, readRtc } from "../../lib/rtc.ts";
import { caller, heard, nobody } from "../../server/live/presence.ts";

const [me, you] = ["0123456789abcdef", "vutsrqponmlkjihg"];
const offer = { kind: "description", from: me, to: you, description: { type: "offer", sdp: "v=0" } };
const path = { candidate: "candidate:1", sdpMid: "0", sdpMLineIndex: 0, usernameFragment: "abcd" };
const candidate = { kind: "candidate", from: me, to: you, candidate: path };

describe("a message of a call", () => {
  test.each([offer, candidate, { kind: "bye", from: me, to: you }])("is read as it was said: $kind", (message) => {
    expect(readRtc(message)).toEqual(message);
  });

  test.each<[string, unknown]>([
    ["nothing", undefined],
    ["a string", "offer"],
    ["another kind", { ...offer, kind: "kick" }],
    ["no sender", { ...offer, from: undefined }],
    ["a sender of another shape", { ...offer, from: "Pia" }],
    ["a list of receivers", { ...offer, to: [you] }],
    ["a rollback", { ...offer, description: { type: "rollback", sdp: "" } }],
    ["a description beyond the limit", { ...offer, description: { type: "offer", sdp: "v".repeat(14_001) } }],
    ["a description that is no text", { ...offer, description: { type: "offer", sdp: { toString: "v=0" } } }],
    ["more than belongs there", { ...offer, seat: "client" }],
    ["a candidate beyond the limit", { ...candidate, candidate: { ...path, candidate: "c".repeat(1_001) } }],
    ["a line below the first", { ...candidate, candidate: { ...path, sdpMLineIndex: -1 } }],
    ["half a line", { ...candidate, candidate: { ...path, sdpMLineIndex: 0.5 } }],
    ["a candidate with more in it", { ...candidate, candidate: { ...path, address: "10.0.0.1" } }],
  ])("is not read from %s", (_, value) => {
    expect(readRtc(value)).toBeNull();
  });
});

describe("a beat", () => {
  const call: InCall = { peer: me, microphone: true, picture: false, hears: true };

  test("says whether its browser is in the call, and one without the field is not", () => {
    const beat = { elsewhere: false, card: null };
    expect(readBeat(beat)).toEqual({ ...beat, call: null });
    expect(readBeat({ ...beat, call })).toEqual({ ...beat, call });
    expect(readBeat({ ...beat, call: { ...call, volume: 3 } })).toBeNull();
    expect(readBeat({ ...beat, call: { ...call, peer: "x" } })).toBeNull();
  });

  test("of the device that joined last stands for its person, for as long as that device is heard", () => {
    const seat = nobody(false);
    const beat = { elsewhere: false, card: null, call };
    const onPhone = { ...call, peer: you };
    expect(caller(seat, 0)).toBeNull();
    heard(seat, "laptop", beat, 0);
    heard(seat, "phone", { ...beat, call: onPhone }, 0);
    heard(seat, "laptop", { ...beat, call: { ...call, microphone: false } }, 5_000);
    expect(caller(seat, 5_000)).toMatchObject({ connection: "phone", call: onPhone });
    heard(seat, "laptop", { ...beat, call: { ...call, peer: "a".repeat(16) } }, 5_000);
    expect(caller(seat, 5_000)).toMatchObject({ connection: "laptop" });
    heard(seat, "laptop", { ...beat, call: null }, 6_000);
    expect(caller(seat, 6_000)).toMatchObject({ connection: "phone" });
    expect(caller(seat, 10_000)).toBeNull();
  });
});
