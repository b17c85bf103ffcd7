import { useCallback, useEffect, useState } from "react";
import type * as Y from "yjs";
import type { SectionName } from "../../../lib/sections.ts";
import type { Keeping } from "../../live/page-state.ts";
import { type Page, useRoom } from "../../live/room.ts";

const waitsForLine = "Not kept yet. The line is down; it is sent when the line is back.";
const waitsThere = "It is kept and waits. Until then only you see it.";

type Place = SectionName | "own:drafts";
/** Something that was done here. */
type Own = { section: Place; line: string; doc: Y.Doc; isKept: boolean; toldToWait: boolean };

/**
 * Tells this person that something they did is done, when the server has it on disk and, between the two, the other can
 * see it: before that it is not so. Where that takes a line that is back, or a section that is open again, they hear it.
 * @param counts whether it counts, where being kept is not all that it takes; null while that is not known
 * @param on the page that it is done on, where that is not the shared one
 */
export function useOwnTold(counts: boolean | null = true, on?: Page): (section: Place, line: string) => void {
  const { shared, connected, say } = useRoom();
  const { doc, progress, waiting } = on ?? shared;
  const [own, setOwn] = useState<Own | null>(null);
  const [keeping, setKeeping] = useState<Keeping>("keeping");
  const waits = own !== null && !own.isKept && (keeping === "offline" || (keeping === "keeping" && !connected));

  useEffect(() => {
    if (own === null) return undefined;
    const hear = (): void => setKeeping(progress.snapshot().keeping);
    hear();
    return progress.subscribe(hear);
  }, [own, progress]);

  useEffect(() => {
    if (waits) say(waitsForLine);
  }, [waits, own, say]);

  useEffect(() => {
    if (own === null || keeping === "offline" || keeping === "keeping") return;
    // What was refused, or stopped on its way, says so itself.
    const isThere = own.doc === doc && keeping === "kept";
    if (isThere && counts === null) {
      const toldToWait = own.toldToWait || waiting.includes(own.section);
      if (own.isKept && own.toldToWait === toldToWait) return;
      if (toldToWait && !own.toldToWait) say(waitsThere);
      setOwn({ ...own, isKept: true, toldToWait });
      return;
    }
    setOwn(null);
    if (isThere && counts) say(waiting.includes(own.section) ? waitsThere : own.line);
  }, [own, keeping, doc, counts, waiting, say]);

  return useCallback(
    (section, line) => {
      setOwn({ section, line, doc, isKept: false, toldToWait: false });
      setKeeping("keeping");
    },
    [doc],
  );
}
