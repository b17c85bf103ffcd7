import { useEffect, useEffectEvent } from "react";
import type * as Y from "yjs";
import { sectionNames, sections } from "../../../lib/sections.ts";
import type { Change, Section } from "../../../lib/sections/section.ts";
import { useRoom } from "../../live/room.ts";
import { usePeople } from "../people.ts";
import { useTell } from "./useTell.ts";

/** The card that this person writes in at this moment. A change is told before it takes anything off the screen. */
const cardWrittenIn = (): string | undefined =>
  document.querySelector("textarea:focus")?.closest<HTMLElement>("[data-card]")?.dataset.card;

/** Tells this person in one line what the other agrees to, puts on the table, sets aside, and chooses. */
export function useCanvasTold(): void {
  const { shared, space } = useRoom();
  const people = usePeople();
  const tellLine = useTell();
  const { doc, opened, loss } = shared;
  const tell = useEffectEvent(({ told }: Section, changes: Change[], { local }: Y.Transaction) => {
    // What comes back to a server that was set back is no news either.
    if (local || loss?.regaining) return;
    const writesIn = cardWrittenIn();
    const lines = changes.map((change) => told?.({ change, doc, space, writesIn, ...people }) ?? null);
    const line = lines.filter((words) => words !== null).at(-1);
    if (line) tellLine(line);
  });
  useEffect(() => {
    // What was there before is not news.
    if (!opened) return undefined;
    const heard = sectionNames.flatMap((name) => {
      const section: Section = sections[name];
      const type = doc.share.get(name);
      if (!section.told || !type) return [];
      const hear = (changes: Change[], transaction: Y.Transaction): void => tell(section, changes, transaction);
      type.observeDeep(hear);
      return [() => type.unobserveDeep(hear)];
    });
    return () => heard.forEach((stop) => stop());
  }, [doc, opened]);
}
