import { describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { readSigned } from "../../lib/agreement.ts";
import { newExpectation } from "../../lib/expectations.ts";
import { foundingWords, newOption } from "../../lib/sections/options.ts";
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

  test("holds a seat's own drafts and words that found no place, and nothing that was chosen beside them", () => {
    const both = docs();
    const draft = new Y.Map<unknown>([
      ["text", new Y.Text("Three evenings")],
      ["stands", "undecided"],
      ["instead", "entry-1"],
      ["from", "card-1"],
      ["earns", "yes"],
    ]);
    const letGo = new Y.Map<unknown>([
      ["text", new Y.Text("Never mind")],
      ["letGo", true],
    ]);
    both.own.getMap("own:drafts").set("decision", draft);
    both.own.getMap("own:drafts").set("option", letGo);
    both.own
      .getMap("own:copies")
      .set("a", { section: "both:options", words: "Rest first", at: 0, lostBy: ["practitioner"] });
    const [, mine = ""] = copy(both).split("Only Chris reads this");
    expect([...mine.matchAll(/<p dir="auto">([^<]*)<\/p>/g)].map(([, words]) => words)).toEqual([
      "Three evenings",
      "Rest first",
    ]);
  });

  test("lets words that are read from right to left stand so, and keeps them to themselves in sentences of ours", () => {
    const both = docs();
    const hebrew = "נפגשים פעם בשבוע.";
    const isolated = `\u2068${hebrew}\u2069`;
    const card = newExpectation("money", 1);
    both.shared.getMap("both:expectations").set("one", card);
    (card.get("text") as Y.Text).insert(0, hebrew);
    const option = { title: hebrew, text: "", gives: hebrew, asks: "", earns: hebrew };
    both.shared.getMap("both:options").set("x", newOption(option, 1));
    const decision = { text: hebrew, stands: "now", from: { id: "x", title: hebrew }, at: 0 };
    both.shared.getMap("client:decisions").set("d", decision);
    const parts = {
      space: "space",
      names: { client: "רות", practitioner: "Pia" },
      seat: "client",
      at: new Date(0),
    } as const;
    const html = copyOf({ ...parts, ...both });
    expect(html.match(new RegExp(`<p dir="auto">${hebrew}</p>`, "g"))).toHaveLength(2);
    for (const line of [
      `<h3 dir="auto">${hebrew}</h3>`,
      `<b>Gives:</b> <bdi>${hebrew}</bdi>`,
      `earns from it: ${isolated}`,
      `from “${isolated}”`,
      "What \u2068רות\u2069 chooses",
      "copied by \u2068רות\u2069 on",
    ])
      expect(html).toContain(line);
  });

  test("says of what could not be opened that it is missing, and never that nothing stands there", () => {
    const { shared, own } = docs();
    shared.getText("both:sheet").insert(0, "heavy mornings");
    own.getMap("own:drafts").set("decision", new Y.Map([["text", new Y.Text("Perhaps I wait.")]]));
    const parts = { space: "space", names, seat: "client", at: new Date(0) } as const;
    const missing = "This could not be opened when this copy was made. What stands there is not in it.";
    const withoutOwn = copyOf({ ...parts, shared, own: null });
    expect(withoutOwn).toContain("heavy mornings");
    expect(withoutOwn).toContain(`<h2>Only Chris reads this</h2><p>${missing}</p>`);
    const withoutShared = copyOf({ ...parts, shared: null, own });
    expect(withoutShared).toContain("Perhaps I wait.");
    expect(withoutShared).toContain(missing);
    expect(withoutShared).not.toContain("Nothing stands here.");
    expect(copyOf({ ...parts, shared, own })).not.toContain(missing);
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
