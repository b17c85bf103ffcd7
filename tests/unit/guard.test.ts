import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import type { Verdict } from "../../server/live/guard/judge.ts";
import { attacks } from "../support/guard-attacks.ts";
import { type Expected, newHistory } from "../support/guard-history.ts";
import { applyChecked, fromHex, judgeIn, newDocument, openMode, stateOf } from "../support/guard-space.ts";

function summary(verdict: Verdict): Expected {
  if (verdict.kind === "incomplete") return "incomplete";
  if (verdict.kind === "refused") {
    return verdict.reason === "section"
      ? { refused: "section", sections: verdict.sections }
      : { refused: verdict.reason };
  }
  if (verdict.held !== null) return { held: verdict.waiting, accepted: verdict.sections };
  return verdict.update === null ? "nothing new" : { accepted: verdict.sections };
}

for (const [group, list] of Object.entries(attacks)) {
  describe(`an update that ${group}`, () => {
    test.each(list)("$what", ({ bytes, by, mode = openMode, expected }) => {
      const history = newHistory();
      const update = bytes(history);
      const before = stateOf(history.doc);

      const verdict = judgeIn(history.doc, update, by, mode);

      expect(summary(verdict)).toEqual(expected);
      expect(stateOf(history.doc)).toEqual(before);
      if (verdict.kind !== "accepted" || verdict.update === null) return;
      const visible = visibleOutside(history.doc, verdict.sections);
      applyChecked(history.doc, verdict.update, by, verdict.sections);
      expect(visibleOutside(history.doc, verdict.sections)).toEqual(visible);
      const reloaded = newDocument("server");
      Y.applyUpdate(reloaded, Y.encodeStateAsUpdate(history.doc));
      expect(visibleOutside(reloaded, [])).toEqual(visibleOutside(history.doc, []));
    });
  });
}

/** What can be read in the sections that are not named. */
function visibleOutside(doc: Y.Doc, sections: readonly string[]) {
  const others = [...doc.share].filter(([name]) => !sections.includes(name));
  return Object.fromEntries(others.map(([name, type]) => [name, type.toJSON() as unknown]));
}

test("a count larger than what follows it is refused before anything is read by it", () => {
  for (const bytes of ["01808080100100", "ffffffff0f", "0001017f"]) {
    expect(judgeIn(newDocument("server"), fromHex(bytes), "client")).toMatchObject({
      why: "A count is larger than what follows it.",
    });
  }
});

describe("bytes known to break a document", () => {
  test.each([
    ["a count that would allocate gigabytes", "01808080100100"],
    ["a collected struct of no length, after which the room cannot be opened again", "01010400000000"],
    ["an own origin that is not there, which throws after changing", "010104000101027a7a0000"],
    ["a map misused, after which the state cannot be encoded again", "0102040000010101027a7a0000"],
    ["neighbours in two places, after which replicas differ", "01010200c4010d0106056d61796265ff"],
  ])("%s: refused, and nothing changes", (_, bytes) => {
    const { doc } = newHistory();
    const before = stateOf(doc);
    for (const author of ["client", "practitioner", "server"] as const) {
      expect(judgeIn(doc, fromHex(bytes), author)).toMatchObject({ kind: "refused", reason: "malformed" });
    }
    expect(stateOf(doc)).toEqual(before);
  });
});
