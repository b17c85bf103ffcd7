import { expect, test } from "vitest";
import * as Y from "yjs";
import { forgetSpace } from "../../app/live/tab.ts";
import { openOutbox } from "../../app/live/outbox.ts";

/** A tab's storage, with its values as its own fields as in a browser. */
const tabStorage = (): Storage =>
  Object.create({
    getItem(this: Record<string, string>, key: string) {
      return this[key] ?? null;
    },
    setItem(this: Record<string, string>, key: string, value: string) {
      this[key] = value;
    },
    removeItem(this: Record<string, string>, key: string) {
      delete this[key];
    },
  }) as Storage;

test("a tab that forgets one space keeps what waits in it for another, and writes nothing of the one down as it goes", () => {
  const sessionStorage = tabStorage();
  const page = Object.assign(new EventTarget(), { sessionStorage }) as unknown as Window;
  const waiting = ["a1b2:client", "a1b2/mine:client", "c3d4:client", "c3d4/mine:client"].map((name) => {
    const doc = new Y.Doc();
    const outbox = openOutbox(doc, name, sessionStorage);
    doc.on("update", (update: Uint8Array, _from: unknown, _doc: Y.Doc, change: Y.Transaction) =>
      outbox.add(update, change),
    );
    doc.getText("both:sheet").insert(0, `words of ${name}`);
    page.addEventListener("pagehide", outbox.store);
    outbox.store();
    return { name, outbox };
  });
  const ofTheSpace = [
    "hidden-moment a1b2",
    "was-in-call a1b2",
    "unsent:arrival:a1b2:client",
    "arrived:a1b2",
    "column:a1b2",
  ];
  for (const key of [...ofTheSpace, "hidden"]) sessionStorage.setItem(key, "yes");
  forgetSpace(page, "a1b2");
  const left = (): string[] => Object.keys(sessionStorage).toSorted();
  const others = ["hidden", "unsent:c3d4/mine:client", "unsent:c3d4:client"];
  expect(left()).toEqual(others);
  page.dispatchEvent(new Event("pagehide"));
  expect(left()).toEqual(others);
  for (const { name, outbox } of waiting.slice(2)) {
    const again = new Y.Doc();
    openOutbox(again, name, sessionStorage).restore();
    expect(again.getText("both:sheet").toString()).toBe(`words of ${name}`);
    outbox.close();
  }
});
