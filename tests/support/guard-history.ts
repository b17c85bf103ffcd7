/** A space with a little history, and the words to describe an attack on it. */
import * as Y from "yjs";
import { type Author, type Seat, newClientId } from "../../lib/seats.ts";
import type { Mode } from "../../lib/sections.ts";
import { type ForgedDeletes, type ForgedRun, type Id, edited, forge, newDocument } from "./guard-space.ts";

export type History = {
  doc: Y.Doc;
  /** A clientID of each seat that has written. */
  ids: Record<Seat, number>;
  /** An item by what it holds: a shared text's first character, a list's first entry, a key's present value. */
  at: (root: string, ...path: string[]) => Y.Item;
  /** A struct that the server has collected, and a card of which only the tombstone is left. */
  collected: Id;
  deletedCard: Id;
  /** What the practitioner has given and removed. */
  removedEntry: Id;
};
const entry = (words: string) => {
  const map = new Y.Map<unknown>();
  map.set("text", new Y.Text(words));
  map.set("order", 1);
  return map;
};
/**
 * A space in which both have written everything they may write, and deleted some of it. What is given stands in cards, as
 * in documents of earlier years: that nobody may write into them has to hold there too.
 */
export function newHistory(): History {
  const doc = newDocument("server");
  const ids = { client: newClientId("client"), practitioner: newClientId("practitioner") };
  const write = (seat: Seat, edit: (copy: Y.Doc) => void) => Y.applyUpdate(doc, edited(doc, ids[seat], edit));
  write("client", (copy) => {
    copy.getMap("client:decisions").set("d", entry("I rest this month"));
    copy.getMap("client:decisions").set("mood", "calm");
    copy.getMap("client:story").set("s", entry("It began 😀 in spring"));
    copy.getMap("client:story").set("gone", entry("never mind"));
    copy.getMap("both:expectations").set("e", entry("Six weeks"));
    copy.getArray("client:agreed").push([{ card: "e", hash: "x" }]);
    copy.getText("both:sheet").insert(0, "a blank page");
  });
  write("practitioner", (copy) => {
    copy.getMap(reflections).set("h", entry("I heard that you are tired"));
    copy.getMap(reflections).set("g", { text: "I heard that you rest" });
    copy.getMap(reflections).set("removed", { text: "I heard nothing" });
    copy.getMap("practitioner:statement").set("s", { text: "I listen" });
    copy.getArray("practitioner:agreed").push([{ card: "e", hash: "x" }]);
    copy.getMap(own).set("r", entry("Walk each day"));
    copy.getMap(own).set("mood", "tired");
    copy.getText("both:sheet").insert(3, "bright ");
  });
  const at: History["at"] = (root, ...path) => itemAt(doc, root, path);
  const { id: inside } = at("client:story", "gone", "text");
  const { id: card } = at("client:story", "gone");
  write("client", (copy) => copy.getMap("client:story").delete("gone"));
  const { id: removed } = at(reflections, "removed");
  write("practitioner", (copy) => copy.getMap(reflections).delete("removed"));
  const removedEntry: Id = [removed.client, removed.clock];
  return {
    doc,
    ids,
    at,
    removedEntry,
    collected: [inside.client, inside.clock],
    deletedCard: [card.client, card.clock],
  };
}
function itemAt(doc: Y.Doc, root: string, path: string[]): Y.Item {
  let held: Y.Item | null | undefined;
  let type: unknown = doc.share.get(root);
  for (const key of [...path, null]) {
    if (!type || typeof type !== "object" || !("_map" in type)) break;
    const shared = type as Y.AbstractType<unknown>;
    held = key === null ? (shared._start ?? held) : shared._map.get(key);
    type = held && "type" in held.content ? held.content.type : null;
  }
  if (!held) throw new Error(`Nothing at ${[root, ...path].join(" ")}`);
  return held;
}
export type Expected =
  | { refused: "malformed" | "limit" | "size" | "deletes" | "large" | "author" }
  | { refused: "section"; sections: string[] }
  | "incomplete"
  | "nothing new"
  | { accepted: string[] }
  | { held: string[]; accepted: string[] };
export type Attack = {
  what: string;
  by: Author;
  mode?: Mode;
  bytes: (history: History) => Uint8Array;
  expected: Expected;
};
export const rest: Mode = { noOutcome: true, floor: null };
export const reflections = "practitioner:reflections";
export const decisions = "client:decisions";
export const story = "client:story";
export const cards = "both:expectations";
/** Where the practitioner may write cards. */
export const own = "both:options";
export const malformed = { refused: "malformed" } as const;
export const limit = { refused: "limit" } as const;
export const no = (...sections: string[]) => ({ refused: "section", sections }) as const;

export const idOf = ({ id }: Y.Item): Id => [id.client, id.clock];
export const clockIn = ({ doc }: History, client: number) => Y.getState(doc.store, client);
/** One run of the practitioner's own clientID, beginning where the server's knowledge of it ends. */
export function mine(history: History, structs: ForgedRun["structs"], deletes: ForgedDeletes[] = []): Uint8Array {
  const client = history.ids.practitioner;
  return forge([{ client, clock: clockIn(history, client), structs }], deletes);
}
export const next = (history: History, ahead = 0): Id => [
  history.ids.practitioner,
  clockIn(history, history.ids.practitioner) + ahead,
];
export const rangeOf = (item: Y.Item): ForgedDeletes => [item.id.client, [[item.id.clock, item.length]]];
export const inOwn = (history: History) => ({ left: idOf(history.at(own, "r", "text")) });

export function attack(
  what: string,
  bytes: Attack["bytes"],
  expected: Expected,
  mode?: Mode,
  by: Author = "practitioner",
): Attack {
  return { what, by, bytes, expected, ...(mode && { mode }) };
}
/** A higher and a lower fresh clientID of one author. */
export function twoIds(author: Author): [high: number, low: number] {
  const [low, high] = [newClientId(author), newClientId(author)].sort((a, b) => a - b) as [number, number];
  return [high, low];
}
