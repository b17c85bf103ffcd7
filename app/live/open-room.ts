/** Everything that is open while somebody sits in a space: the shared document, their own page, and what holds them. */
import { atRest, modeOf } from "../../lib/holding.ts";
import { type Seat, otherSeat } from "../../lib/seats.ts";
import { ownRules, ownSections, rightTo, sections, sharedRules } from "../../lib/sections.ts";
import { keepsOf } from "../browser/storage.ts";
import { type Copy, dropCopies, keepCopies } from "./copies.ts";
import { type Hold, openHold } from "./hold.ts";
import { askBeforeLeaving } from "./leaving.ts";
import { openPage } from "./open-page.ts";
import type { OpenPage } from "./page-state.ts";
import { watchWake } from "./wake.ts";

export type RoomParts = {
  /** `http://host` of the server. */
  origin: string;
  space: string;
  seat: Seat;
  /** The window this happens in, for its storages and its visibility; null outside of a browser. */
  page: Window | null;
  /** Says one line to the person. */
  tell(line: string): void;
  Socket?: typeof WebSocket;
  extraHeaders?: Record<string, string>;
};

export type OpenRoom = {
  shared: OpenPage;
  own: OpenPage;
  hold: Hold;
  /** Opens again what was opened somewhere else meanwhile: all of it, whichever line said so. */
  openAgain(): void;
  close(): void;
};

/** Whether some mode closes this section to `seat`. */
const closableTo = (seat: Seat, section: string): boolean =>
  rightTo(seat, section, { noOutcome: true, floor: otherSeat(seat) }) === "closed";

/** Opens all of a space for one seat. Words that the server refuses go to that seat's own page. */
export function openRoom({ origin, space, seat, page, tell, Socket, extraHeaders }: RoomParts): OpenRoom {
  const keeps = page && keepsOf(page);
  const hold = openHold({ origin, space, page, storage: keeps?.browser ?? null, extraHeaders });
  const wire = { url: `${origin.replace(/^http/, "ws")}/yjs`, seat, storage: keeps?.tab ?? null, Socket };

  const onCopies = (copies: Copy[], why: string): boolean => {
    if (copies.length > 0 && why !== "") tell(why);
    return keepCopies(own.edit, copies);
  };
  const onNeedless = (ids: string[]): void => dropCopies(own.edit, ids);
  const own = openPage({
    ...wire,
    room: `${space}/mine`,
    table: ownSections,
    rules: ownRules,
    closable: () => false,
    onCopies,
    onNeedless,
  });
  const shared = openPage({
    ...wire,
    room: space,
    table: sections,
    rules: sharedRules(() => modeOf(hold.snapshot().holding ?? atRest)),
    closable: (section) => closableTo(seat, section),
    onCopies,
    onNeedless,
  });

  const reconnect = (): void => {
    for (const line of [hold, shared, own]) line.reconnect();
  };
  const watches = page ? [watchWake(reconnect, page), askBeforeLeaving(page, [shared.progress, own.progress])] : [];

  return {
    shared,
    own,
    hold,
    openAgain() {
      for (const page of [shared, own]) page.snapshot().openAgain?.();
      hold.openAgain();
    },
    close() {
      for (const stop of watches) stop();
      hold.close();
      shared.close();
      own.close();
    },
  };
}
