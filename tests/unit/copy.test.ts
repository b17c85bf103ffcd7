import { describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { readSigned } from "../../lib/agreement.ts";
import { foundingWords, newExpectation, newOption } from "../../lib/cards.ts";
import { copyOf } from "../../lib/copy.ts";
import { newClientId } from "../../lib/seats.ts";
import { declareSections, ownSections, sections } from "../../lib/sections.ts";

const names = { client: "Chris", practitioner: "Pia" };

function docs() {
  const shared = new Y.Doc();
  const own = new Y.Doc();
  declareSections(shared, sections);
  declareSections(own, ownSections);
  Y.applyUpdate(shared, foundingWords());
  shared.clientID = newClientId("practitioner");
  return { shared, own };
}

const copy = ({ shared, own }: ReturnType<typeof docs>) =>
  copyOf({ space: "space", names, seat: "client", shared, own, at: new Date("2026-11-21T10:00:00Z") });

describe("a copy to take along", () => {
  test("names the day that it is where its person is, also where that is another day than in Greenwich", () => {
    vi.stubEnv("TZ", "Pacific/Auckland");
    const early = { ...docs(), space: "space", names, seat: "client", at: new Date("2026-11-28T15:00:00Z") } as const;
    expect(copyOf(early)).toContain("copied by Chris on 2026-11-29");
    vi.stubEnv("TZ", "America/Los_Angeles");
    expect(copyOf({ ...early, at: new Date("2026-11-29T03:00:00Z") })).toContain("copied by Chris on 2026-11-28");
    vi.unstubAllEnvs();
  });

  test("holds what we expect with how it stands, what is possible and what the client chooses", () => {
    const both = docs();
    const card = newExpectation("money", 1);
    both.shared.getMap("both:expectations").set("one", card);
    (card.get("text") as Y.Text).insert(0, "55 a session");
    const signature = readSigned("space", both.shared.getMap("both:expectations"), "one")?.signature;
    const said = { card: "one", says: "agree", sha256: signature?.sha256 };
    const entry = { ...said, text: signature?.canonical, at: Date.parse("2000-01-01") };
    both.shared.getArray("client:agreed").push([{ ...entry, id: "a" }]);
    both.shared.getArray("practitioner:agreed").push([{ ...entry, id: "b" }]);
    const line = { ...said, name: "N", same: true };
    both.shared.getArray("server:witness").push([
      { ...line, entry: "a", seat: "client", at: Date.parse("2026-11-02") },
      { ...line, entry: "b", seat: "practitioner", at: Date.parse("2026-11-03") },
    ]);
    both.shared
      .getMap("both:options")
      .set("x", newOption({ title: "Rest", text: "", gives: "calm", asks: "", earns: "12" }, 1));
    both.shared.getMap("client:decisions").set("d", { text: "Two evenings", stands: "now", from: null, at: 0 });
    both.shared.getText("both:sheet").insert(0, "heavy mornings");
    const html = copy(both);
    for (const words of [
      "55 a session",
      "Both agreed on 2026-11-03.",
      "Wait, and change nothing yet",
      "Put on the table by Pia.",
      "earns from it: 12",
      "Two evenings",
      "For now",
      "heavy mornings",
    ])
      expect(html).toContain(words);
  });

  test("shows words as words, whatever they hold", () => {
    const both = docs();
    const nasty = `<img src=x onerror=alert(1)><script>"'&</script>`;
    both.shared.getText("both:sheet").insert(0, nasty);
    both.own.getMap("own:drafts").set("d", new Y.Text(nasty));
    const html = copy(both);
    expect(html).not.toContain("<img");
    expect(html).not.toContain("<script");
    expect(html).toContain("&#60;img src=x");
  });

  test("loads nothing and links nowhere", () => {
    expect(copy(docs())).not.toMatch(/https?:|src=|href=|url\(/);
  });
});
