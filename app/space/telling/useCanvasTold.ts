import { useEffect, useEffectEvent } from "react";
import * as Y from "yjs";
import { readEntry } from "../../../lib/agreement.ts";
import { readExpectation, readOption } from "../../../lib/cards.ts";
import type { SectionName } from "../../../lib/sections.ts";
import { useRoom } from "../../room/room.ts";
import { kinds } from "../expect/kinds.ts";
import { usePeople } from "../people.ts";
import { useTell } from "./useTell.ts";

/** Tells this person in one line what the other agrees to, puts on the table and sets aside. */
export function useCanvasTold(): void {
  const { other, otherName } = usePeople();
  useTold(`${other}:agreed`, (event, doc) => {
    const [value] = [...event.changes.added].flatMap((item) => item.content.getContent()).slice(-1);
    const entry = readEntry(value);
    const name = entry && cardName(doc, entry.card);
    if (!name) return null;
    return `${otherName} ${entry.says === "agree" ? "agrees to" : "withdraws their agreement to"} “${name}”.`;
  });
  useTold("both:expectations", (event, doc) => asideLine(event, doc, otherName));
  useTold("both:options", (event, doc) => {
    if (event.target.parent !== null) return asideLine(event, doc, otherName);
    const [added] = [...event.changes.keys].filter(([, { action }]) => action === "add").slice(-1);
    const name = added && cardName(doc, added[0]);
    return name ? `${otherName} put “${name}” on the table.` : null;
  });
}

type Line = (event: Y.YEvent<Y.AbstractType<unknown>>, doc: Y.Doc) => string | null;

/** Says what `line` makes of each change of a section that did not come from this screen. */
function useTold(section: SectionName, line: Line): void {
  const { shared } = useRoom();
  const tellLine = useTell();
  const { doc, opened } = shared;
  const tell = useEffectEvent((events: Y.YEvent<Y.AbstractType<unknown>>[], { local }: Y.Transaction) => {
    const said = local
      ? undefined
      : events
          .map((event) => line(event, doc))
          .filter((words) => words !== null)
          .at(-1);
    if (said) tellLine(said);
  });
  useEffect(() => {
    const type = doc.share.get(section);
    // What was there before is not news.
    if (!opened || !type) return undefined;
    const heard: typeof tell = (...change) => tell(...change);
    type.observeDeep(heard);
    return () => type.unobserveDeep(heard);
  }, [doc, opened, section]);
}

function asideLine(event: Y.YEvent<Y.AbstractType<unknown>>, doc: Y.Doc, otherName: string): string | null {
  const { target } = event;
  if (!(target instanceof Y.Map) || !event.changes.keys.has("aside") || target.get("aside") !== true) return null;
  const name = target._item?.parentSub ? cardName(doc, target._item.parentSub) : null;
  return name ? `${otherName} set “${name}” aside.` : null;
}

/** What to call a card in a line: what it is about, or its title. */
function cardName(doc: Y.Doc, id: string): string | null {
  const expectation = readExpectation(doc.getMap("both:expectations"), id);
  if (expectation) return kinds[expectation.kind].name;
  return readOption(doc.getMap("both:options"), id)?.title.trim() || null;
}
