import { describe, expect, test } from "vitest";
import { atRest, type Holding, shown } from "../../lib/holding.ts";
import type { Speech } from "../../lib/meeting.ts";
import { openCaution } from "../../app/live/call/caution.ts";

const room = (changes: Partial<Holding> = {}) => ({ upToDate: true, holding: { ...shown(atRest, 0), ...changes } });
const away = { ...room(), upToDate: false };
const mine = room({ moment: { by: "client" } });
const says = (speech: Speech) => {
  const { arrival } = shown(atRest, 0);
  return room({ arrival: { ...arrival, client: { ...arrival.client, words: { time: "", place: "", speech } } } });
};

/** What happens one after the other to the client's caution, and whether sound rests after it. */
function after(...happens: (ReturnType<typeof room> | "press")[]): boolean {
  const caution = openCaution("client");
  for (const one of happens) {
    if (one === "press") caution.press();
    else caution.look(one);
  }
  return caution.snapshot().careful;
}

describe("sound rests until a press", () => {
  test("for who said that they can be overheard, or that they only write", () => {
    expect(after(room(), says("overheard"))).toBe(true);
    expect(after(room(), says("writing"))).toBe(true);
    expect(after(room(), says("freely"))).toBe(false);
  });

  test("also when what they said is gone with its session", () => {
    expect(after(says("overheard"), room())).toBe(true);
    expect(after(says("overheard"), room(), "press")).toBe(false);
    expect(after(says("overheard"), "press", says("overheard"))).toBe(false);
  });

  test("or they say that they can speak freely", () => expect(after(says("overheard"), says("freely"))).toBe(false));

  test("when their moment was ended by the server while their line was gone", () => {
    expect(after(mine, away, room())).toBe(true);
    expect(after(mine, away, room(), "press")).toBe(false);
  });

  test("and not when they lifted it, when it still holds, or when it was the other's", () => {
    const theirs = room({ moment: { by: "practitioner" } });
    expect(after(mine, room())).toBe(false);
    expect(after(mine, away, mine, room())).toBe(false);
    expect(after(theirs, away, room())).toBe(false);
  });
});

describe("after the page was loaded anew", () => {
  const loadedAnew = (was: { careful: boolean; moment: boolean }, ...looks: ReturnType<typeof room>[]): boolean => {
    const caution = openCaution("client");
    caution.restore(was);
    for (const look of looks) caution.look(look);
    return caution.snapshot().careful;
  };

  test("sound rests as before, whatever was said earlier", () => {
    expect(loadedAnew({ careful: true, moment: false }, away, room())).toBe(true);
    expect(loadedAnew({ careful: true, moment: false }, away, says("freely"))).toBe(true);
  });

  test("a moment that ended meanwhile lets sound rest, and one that holds does not", () => {
    expect(loadedAnew({ careful: false, moment: true }, away, room())).toBe(true);
    expect(loadedAnew({ careful: false, moment: true }, away, mine, room())).toBe(false);
  });
});
