import { createContext, type ReactNode, use, useEffect, useEffectEvent, useMemo, useState } from "react";
import { keepsOf } from "../../browser/storage.ts";
import { useRoom } from "../../live/room.ts";

/** What of a session is open on this screen. The other sees nothing of it. */
type SessionView = {
  /** The sheet of arriving. Offered by a line at the foot; it opens by a press only, so that nothing jumps. */
  arrival: "away" | "offered" | "open";
  /** Counts how often this person has asked for the sheet. Each time it takes the focus. */
  asked: number;
  arrive(): void;
  /** Puts the sheet away for this session, whether or not something was said. */
  goOn(): void;
  /** Whether this person is choosing how long the session could be. */
  choosesLength: boolean;
  chooseLength(chooses: boolean): void;
};

const SessionContext = createContext<SessionView | null>(null);

export function useSessionView(): SessionView {
  const view = use(SessionContext);
  if (!view) throw new Error("A part of the session stands outside of the screen of a space.");
  return view;
}

/** Offers the sheet of arriving once for each session, in each tab, unless this person has said how they arrive already. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const { space, seat, holding } = useRoom();
  const [arrival, setArrival] = useState<SessionView["arrival"]>("away");
  const [asked, setAsked] = useState(0);
  const [choosesLength, chooseLength] = useState(false);
  const session = holding?.session?.since ?? null;
  const key = `arrived:${space}`;

  const begin = useEffectEvent((since: number | null) => {
    chooseLength(false);
    if (since === null) return setArrival((now) => (now === "offered" ? "away" : now));
    const mine = holding?.arrival[seat];
    if ((mine?.words && !mine.kept) || keepsOf().tab.getItem(key) === String(since) || arrival !== "away") return;
    setArrival("offered");
  });
  useEffect(() => begin(session), [session]);

  const view = useMemo<SessionView>(
    () => ({
      arrival,
      asked,
      arrive() {
        setAsked((times) => times + 1);
        setArrival("open");
      },
      goOn() {
        if (session !== null) keepsOf().tab.setItem(key, String(session));
        setArrival("away");
      },
      choosesLength,
      chooseLength,
    }),
    [arrival, asked, session, key, choosesLength],
  );
  return <SessionContext value={view}>{children}</SessionContext>;
}
