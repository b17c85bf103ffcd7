import { useEffect, useEffectEvent } from "react";
import * as Y from "yjs";
import { readWitness } from "../../../lib/agreement.ts";
import { readExpectation, readOption } from "../../../lib/cards.ts";
import { decisionsIn } from "../../../lib/decisions.ts";
import { authorOf } from "../../../lib/seats.ts";
import type { SectionName } from "../../../lib/sections.ts";
import { useRoom } from "../../live/room.ts";
import { kinds } from "../expect/kinds.ts";
import { usePeople } from "../people.ts";
import { useTell } from "./useTell.ts";

/** Tells this person in one line what the other agrees to, puts on the table, sets aside, and chooses. */
export function useCanvasTold(): void {
  const { seat } = useRoom();
  const { other, otherName } = usePeople();
  const isOthers = (item: Y.Item | undefined): boolean => item !== undefined && authorOf(item.id.client) === other;
  /** The keys that the other has written in a change of a map, where they are such that `fits`. */
  const keysOf = ({ target, changes }: Change, fits: (action: string) => boolean): string[] =>
    [...changes.keys].filter(([key, { action }]) => fits(action) && isOthers(target._map.get(key))).map(([key]) => key);
  const added = (event: Change): string[] =>
    event.target.parent === null ? keysOf(event, (action) => action === "add") : [];

  // What the other said is told when the server has witnessed it: before that it counts for nobody.
  useTold("server:witness", (event, doc) => {
    const lines = [...event.changes.added].flatMap((item) => item.content.getContent()).map(readWitness);
    const said = lines.filter((line) => line?.seat === other).at(-1)?.said;
    const name = said && cardName(doc, said.card);
    if (!name) return null;
    return `${otherName} ${said.says === "agree" ? "agrees to" : "withdraws their agreement to"} “${name}”.`;
  });
  const aside = (event: Change, doc: Y.Doc): string | null => {
    const { target } = event;
    const id = target._item?.parentSub;
    if (!(target instanceof Y.Map) || !id || keysOf(event, () => true).at(-1) !== "aside") return null;
    const name = cardName(doc, id);
    return (
      name && (target.get("aside") === true ? `${otherName} set “${name}” aside.` : `${otherName} put “${name}” back.`)
    );
  };
  useTold("both:expectations", (event, doc) => {
    const id = added(event).at(-1);
    const name = id && cardName(doc, id);
    return name ? `${otherName} added “${name}” to what we expect.` : aside(event, doc);
  });
  useTold("both:options", (event, doc) => {
    const id = added(event).at(-1);
    const name = id && cardName(doc, id);
    return name ? `${otherName} put “${name}” on the table.` : aside(event, doc);
  });
  useTold("client:decisions", (event, doc) => {
    if (seat === "client") return null;
    const keys = new Set(added(event));
    const decisions = decisionsIn(doc.getMap("client:decisions"));
    if (decisions.some(({ id }) => keys.has(id))) return `${otherName} has given a decision.`;
    const changed = decisions.filter(({ latest }) => keys.has(latest)).sort((a, b) => (a.since ?? 0) - (b.since ?? 0));
    const last = changed.at(-1);
    return last ? restood[last.stands](otherName) : null;
  });
}

const restood = {
  now: (name: string) => `${name} holds to a decision again, for now.`,
  undecided: (name: string) => `${name} is not deciding yet.`,
  gone: (name: string) => `${name} has let a decision go.`,
} as const;

type Change = Y.YEvent<Y.AbstractType<unknown>>;
type Line = (event: Change, doc: Y.Doc) => string | null;

/** Says what `line` makes of each change of a section that did not come from this screen. */
function useTold(section: SectionName, line: Line): void {
  const { shared } = useRoom();
  const tellLine = useTell();
  const { doc, opened } = shared;
  const tell = useEffectEvent((events: Change[], { local }: Y.Transaction) => {
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

/** What to call a card in a line: what it is about, or its title. */
function cardName(doc: Y.Doc, id: string): string | null {
  const expectation = readExpectation(doc.getMap("both:expectations"), id);
  if (expectation) return kinds[expectation.kind].name;
  return readOption(doc.getMap("both:options"), id)?.title.trim() || null;
}
