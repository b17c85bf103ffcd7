import * as Y from "yjs";
import { type Placed, fieldOf, placedCards } from "../../../lib/cards.ts";
import { waitId } from "../../../lib/sections/options.ts";
import { unseenIn } from "../../../lib/characters.ts";
import { useRoom } from "../../live/room.ts";
import { useYjs } from "../../live/use-yjs.ts";
import { useOwnTold } from "../telling/OwnTold.tsx";
import { lastOrder, moved } from "./moving.ts";

export type CardSection = "both:expectations" | "both:options";

/** The cards of a section, and what can be done with each as a whole. */
export type Cards = {
  section: CardSection;
  map: Y.Map<unknown>;
  /** In their order: what lies on the table, and what was set aside. */
  table: Placed[];
  aside: Placed[];
  /** Puts a new card behind the others; `make` gets its order. Gives its id, or null where nothing can be written. */
  add(make: (order: number) => Y.Map<unknown>): string | null;
  /** Sets the day to look again, or takes it away. */
  setDay(id: string, day: string): void;
  /** Takes characters that cannot be seen out of the words of a field. */
  takeOutUnseen(id: string, field: string): void;
  move(id: string, by: -1 | 1): void;
  setAside(id: string, aside: boolean): void;
  /** Marks a card as removed, or takes that back: for half a minute it lies there still, for both. */
  remove(id: string, removed: boolean): void;
  /** Takes a card out of the document for good, if it is marked as removed. */
  finish(id: string): void;
};

/** The cards of one section, drawn again at each change of them. */
export function useCards(section: CardSection): Cards {
  const { shared } = useRoom();
  const tellOwn = useOwnTold();
  const map = shared.doc.getMap<unknown>(section);
  const placed = useYjs(map, placedCards).filter(({ id }) => id !== waitId);
  const table = placed.filter(({ aside }) => !aside);

  const edit = (change: (cards: Y.Map<unknown>) => void): boolean =>
    shared.edit(section, (doc) => change(doc.getMap<unknown>(section)));
  const set = (id: string, field: string, value: unknown): boolean =>
    edit((cards) => {
      const card = cards.get(id);
      if (card instanceof Y.Map) card.set(field, value);
    });

  // The other may have done something else with it before this person hears of it.
  const isHere = (id: string): boolean => map.has(id);
  const stands = (id: string, field: string, value: unknown): boolean => {
    const card = map.get(id);
    return card instanceof Y.Map && card.get(field) === value;
  };

  return {
    section,
    map,
    table,
    aside: placed.filter(({ aside }) => aside),
    add(make) {
      const id = crypto.randomUUID();
      const order = lastOrder(placed.map((card) => card.order));
      return edit((cards) => void cards.set(id, make(order))) ? id : null;
    },
    setDay(id, day) {
      if (!set(id, "lookAgain", day)) return;
      tellOwn(
        section,
        `day ${id}`,
        day === "" ? "There is no day to look again now." : "The day to look again is set.",
        () => stands(id, "lookAgain", day),
      );
    },
    takeOutUnseen(id, field) {
      const isDone = edit((cards) => {
        const text = fieldOf(cards, id, field);
        if (text) for (const { at, length } of unseenIn(text.toString()).reverse()) text.delete(at, length);
      });
      if (isDone) tellOwn(section, `take out ${id} ${field}`, "Taken out.", () => isHere(id));
    },
    move(id, by) {
      const orders = table.map(({ order }) => order);
      const changes = moved(
        orders,
        table.findIndex((card) => card.id === id),
        by,
      );
      const isDone = edit((cards) => {
        for (const [at, order] of changes) {
          const card = cards.get(table[at]?.id ?? "");
          if (card instanceof Y.Map) card.set("order", order);
        }
      });
      if (isDone && changes.length > 0)
        tellOwn(section, `move ${id}`, by < 0 ? "Moved up." : "Moved down.", () => isHere(id));
    },
    setAside(id, aside) {
      if (!set(id, "aside", aside)) return;
      tellOwn(section, `set aside ${id}`, aside ? "Set aside. Either of you can put it back." : "Put back.", () =>
        stands(id, "aside", aside),
      );
    },
    remove(id, removed) {
      if (!set(id, "removed", removed)) return;
      tellOwn(
        section,
        `remove ${id}`,
        removed ? "Removed. For half a minute either of you can bring it back." : "Brought back.",
        () => stands(id, "removed", removed),
      );
    },
    finish: (id) =>
      void edit((cards) => {
        const card = cards.get(id);
        if (card instanceof Y.Map && card.get("removed") === true) cards.delete(id);
      }),
  };
}
