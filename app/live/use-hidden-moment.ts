"use client";
/** While this page is hidden the other waits with a moment, and cannot tell it from one that was asked for by hand. */
import { useCallback, useEffect, useState } from "react";
import { keepsOf } from "../browser/storage.ts";
import { useHidden } from "../hide/hidden.ts";
import { useRoom } from "./room.ts";

const againAfterMs = 2_000;

/**
 * Asks for a moment while this page is hidden, as soon as there is a line, and lifts it when its person is back.
 * @returns whether the moment that holds now is one of these
 */
export function useHiddenMoment(): boolean {
  const { space, seat, holding, upToDate, act } = useRoom();
  const isHidden = useHidden();
  const key = `hidden-moment ${space}`;
  const [asked, setAsked] = useState(() => keepsOf().tab.getItem(key) !== null);
  const [busy, setBusy] = useState(false);
  const moment = holding?.moment ?? null;
  const own = moment?.by === seat;

  const note = useCallback(
    (isAsked: boolean): void => {
      if (isAsked) keepsOf().tab.setItem(key, "yes");
      else keepsOf().tab.removeItem(key);
      setAsked(isAsked);
    },
    [key],
  );
  const turn = useCallback(
    async (type: "moment:ask" | "moment:lift"): Promise<boolean> => {
      setBusy(true);
      const why = await act({ type });
      if (why === null) setBusy(false);
      else setTimeout(() => setBusy(false), againAfterMs);
      return why === null;
    },
    [act],
  );

  useEffect(() => {
    if (!upToDate || busy) return;
    if (isHidden && moment === null) {
      // Noted before, and also where no answer comes: a page that is loaded anew meanwhile lifts what came of that.
      note(true);
      void turn("moment:ask");
    }
    // It stays noted until it is lifted: what was not answered is tried again, also by the page that is loaded anew.
    // What stands here may be older than that: where there is nothing to lift nothing is done.
    else if (!isHidden && asked)
      void (moment === null || own ? turn("moment:lift") : Promise.resolve(true)).then((done) => done && note(false));
  }, [upToDate, busy, isHidden, moment, own, asked, turn, note]);

  return asked && own;
}
