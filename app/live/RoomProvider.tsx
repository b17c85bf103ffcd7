"use client";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { SpaceInfo } from "../../lib/api.ts";
import { type Seat, otherSeat } from "../../lib/seats.ts";
import type { Present } from "../../lib/wire.ts";
import { hidden } from "../hide/hidden.ts";
import { type CallDoor, openCallDoor } from "./call/door.ts";
import { NotHere } from "./NotHere.tsx";
import type { OpenPage } from "./page-state.ts";
import { type OpenRoom, openRoom } from "./open-room.ts";
import { type Page, type Room, RoomContext } from "./room.ts";
import type { Store } from "./store.ts";
import { ShownContext, useSaid } from "./use-said.tsx";
import { useSpaceInfo } from "./use-space-info.ts";

type Props = { space: string; children: ReactNode };

/** Opens a space for who sits in it, and gives it to `children`. Nothing is drawn before the server has said who that is. */
export function RoomProvider({ space, children }: Props) {
  const { asked, refresh } = useSpaceInfo(space);
  const { say, shown, region } = useSaid();
  return (
    <>
      {asked.state === "not here" && <NotHere {...asked} space={space} again={refresh} />}
      {asked.state === "known" && (
        <Sitting key={`${asked.info.space} ${asked.info.seat}`} info={asked.info} refresh={refresh} say={say}>
          <ShownContext value={shown}>{children}</ShownContext>
        </Sitting>
      )}
      {region}
    </>
  );
}

type SittingProps = { info: SpaceInfo; children: ReactNode } & Pick<Room, "refresh" | "say">;

/** Keeps the space open for as long as it is on the screen. */
function Sitting({ info, refresh, say, children }: SittingProps) {
  const [open, setOpen] = useState<(OpenRoom & { call: CallDoor }) | null>(null);
  const { space, seat } = info;

  useEffect(() => {
    const opened = openRoom({ origin: window.location.origin, space, seat, page: window, tell: say });
    const call = openCallDoor({ hold: opened.hold, seat, space, page: window, hidden });
    setOpen({ ...opened, call });
    return () => {
      call.close();
      opened.close();
    };
  }, [space, seat, say]);

  return (
    open && (
      <Given open={open} info={info} refresh={refresh} say={say}>
        {children}
      </Given>
    )
  );
}

/** Gives the open space to everything below, anew whenever something of it is another. */
function Given({ open, info, refresh, say, children }: SittingProps & { open: OpenRoom & { call: CallDoor } }) {
  const { hold } = open;
  const shared = usePage(open.shared, open.openAgain);
  const own = usePage(open.own, open.openAgain);
  const held = useStore(hold);
  const calling = useStore(open.call);
  const { space, seat, names } = info;
  useNews(held.present, otherSeat(seat), names[otherSeat(seat)], refresh);
  useEffect(() => hold.onNews(() => void refresh()), [hold, refresh]);

  const room = useMemo<Room>(
    () => ({
      space,
      seat,
      names,
      info,
      refresh,
      say,
      shared,
      own,
      ...held,
      act: hold.act,
      onSignal: hold.onSignal,
      enter: hold.enter,
      showElsewhere: hold.showElsewhere,
      call: { ...open.call, ...calling },
    }),
    [space, seat, names, info, refresh, say, shared, own, held, hold, open.call, calling],
  );
  return <RoomContext value={room}>{children}</RoomContext>;
}

function useStore<T>({ subscribe, snapshot }: Store<T>): T {
  return useSyncExternalStore(subscribe, snapshot, snapshot);
}

function usePage(open: OpenPage, openAgain: () => void): Page {
  const state = useStore(open);
  const { progress, undo, redo, newest, untaken, rescue, catchUp } = open;
  const { opened } = state;
  // What is written before the server's copy is here could take the place of what already stands there.
  const edit = useCallback<Page["edit"]>((...change) => opened && open.edit(...change), [opened, open]);
  const write = useCallback<Page["write"]>((...words) => opened && open.write(...words), [opened, open]);
  return useMemo(
    () => ({
      ...state,
      progress,
      edit,
      write,
      undo,
      redo,
      newest,
      untaken,
      rescue,
      catchUp,
      openAgain: state.openAgain && openAgain,
    }),
    [state, progress, edit, write, undo, redo, newest, untaken, rescue, catchUp, openAgain],
  );
}

/** Reads the space again when the other has arrived for the first time, or goes by another name than is known here. */
function useNews(present: Present | null, other: Seat, known: string | null, refresh: () => Promise<void>): void {
  const { state, name } = present?.[other] ?? { state: null, name: null };
  const before = useRef(state);

  useEffect(() => {
    if (name !== null && name !== (known ?? "")) void refresh();
  }, [name, known, refresh]);

  useEffect(() => {
    const arrived = before.current === "never" && state !== "never";
    before.current = state;
    if (arrived) void refresh();
  }, [state, refresh]);
}
