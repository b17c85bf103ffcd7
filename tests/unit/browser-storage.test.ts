import { describe, expect, test } from "vitest";
import { keepsOf } from "../../app/browser/storage.ts";
import { newStorage } from "../support/room-pages.ts";

/** A window whose storage for a tab is what `find` gives. */
const windowWith = (find: () => Storage | null) => ({
  get sessionStorage() {
    return find();
  },
});
const refused = (): never => {
  throw new DOMException("Access is denied for this document.", "SecurityError");
};

describe("what a browser keeps for a page", () => {
  test("is kept in its storage, under its name, and forgotten there", () => {
    const storage = newStorage();
    const { tab } = keepsOf(windowWith(() => storage));
    tab.setItem("one", "1");
    expect(storage.getItem("one")).toBe("1");
    expect(tab.refuses.snapshot()).toEqual({ refuses: false });
    tab.removeItem("one");
    expect(storage.length).toBe(0);
    expect(tab.getItem("one")).toBeNull();
  });

  test.each([
    ["reading the storage throws", refused],
    ["there is no storage", () => null],
    ["the storage lets nothing be read or written", () => new Proxy(newStorage(), { get: refused, ownKeys: refused })],
  ])("where %s, it is kept in the memory of the page, and that is known", (_, find) => {
    const { tab } = keepsOf(windowWith(find));
    expect(tab.getItem("one")).toBeNull();
    expect(tab.names()).toEqual([]);
    tab.setItem("one", '{"a":1}');
    expect(tab.refuses.snapshot()).toEqual({ refuses: true });
    expect(tab.getItem("one")).toBe('{"a":1}');
    expect(tab.readJson("one")).toEqual({ a: 1 });
    expect(tab.names()).toEqual(["one"]);
    tab.removeItem("one");
    expect(tab.getItem("one")).toBeNull();
    expect(tab.names()).toEqual([]);
  });

  test("where a storage is full, the newest is in memory, and all is well again once there is room", () => {
    const storage = newStorage();
    const put = storage.setItem;
    const { tab } = keepsOf(windowWith(() => storage));
    let told = 0;
    tab.refuses.subscribe(() => (told += 1));
    tab.setItem("words", "old");
    storage.setItem = () => {
      throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
    };
    tab.setItem("words", "new");
    expect(tab.getItem("words")).toBe("new");
    expect(tab.refuses.snapshot()).toEqual({ refuses: true });
    storage.setItem = put;
    tab.setItem("words", "newer");
    expect(storage.getItem("words")).toBe("newer");
    expect(tab.refuses.snapshot()).toEqual({ refuses: false });
    expect(told).toBe(2);
  });

  test("what was not written by this page reads as nothing", () => {
    const { tab } = keepsOf(windowWith(newStorage));
    tab.setItem("words", '{"cut sho');
    expect(tab.readJson("words")).toBeNull();
    expect(tab.readJson("nothing")).toBeNull();
  });
});
