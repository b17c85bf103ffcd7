"use client";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import type { HeldSeat } from "../../lib/api.ts";
import { readHeldSeats } from "../parts/answers.ts";
import { ask } from "../parts/ask.ts";
import { Circles } from "../parts/Circles.tsx";
import { initial } from "../parts/initial.ts";
import { Note } from "../parts/Note.tsx";
import { Sheet } from "../parts/Sheet.tsx";

/**
 * The spaces that this browser sits in, asked for after the page has loaded: no name stands in what the server renders.
 * `children` is shown to a browser that sits nowhere yet.
 */
export function Spaces({ children }: { children: ReactNode }) {
  const { seats, why } = useHeldSeats();
  if (why) {
    return (
      <div className="space-y-8">
        {children}
        <Note said tone="problem">
          {why}
        </Note>
      </div>
    );
  }
  if (seats.length === 0) return children;
  return (
    <section aria-labelledby="your-spaces">
      <Sheet className="p-2 sm:p-3">
        <h2 id="your-spaces" className="px-3 pt-3 pb-2 text-2xl">
          Your spaces
        </h2>
        <ul>
          {seats.map((held) => (
            <li key={held.space}>
              <Line held={held} />
            </li>
          ))}
        </ul>
      </Sheet>
    </section>
  );
}

function Line({ held }: { held: HeldSeat }) {
  const { space, seat, name, other, session } = held;
  const names = seat === "client" ? { client: name, practitioner: other } : { client: other, practitioner: name };
  return (
    <a href={`/space/${space}`} className="flex items-center gap-4 rounded-field px-3 py-3 no-underline hover:bg-sunk">
      <Circles
        size="seats"
        initials={{ client: initial(names.client), practitioner: initial(names.practitioner) }}
        client={names.client ? "filled" : "dashed"}
        practitioner={names.practitioner ? "filled" : "dashed"}
      />
      <span className="min-w-0">
        <span className="block font-serif text-lg leading-snug">
          {other ? `A space with ${other}` : "The other seat is still free"}
        </span>
        <span className="block text-sm text-ink-soft">
          You are {name}, the {seat}.{session && " A session is open."}
        </span>
      </span>
    </a>
  );
}

/** The seats of this browser, or the sentence why they could not be looked up. */
function useHeldSeats(): { seats: HeldSeat[]; why: string | null } {
  const [held, setHeld] = useState<{ seats: HeldSeat[]; why: string | null }>({ seats: [], why: null });
  useEffect(() => {
    let here = true;
    const look = async () => {
      const answer = await ask("/api/spaces", { read: readHeldSeats });
      if (!here) return;
      if (answer.ok) setHeld({ seats: answer.value, why: null });
      else setHeld({ seats: [], why: "We could not look up your spaces just now. Reload this page to try again." });
    };
    // A page that Back brings to life again shows nothing until the server has said what this browser still holds.
    const revive = (event: PageTransitionEvent) => {
      if (!event.persisted) return;
      setHeld({ seats: [], why: null });
      void look();
    };
    void look();
    window.addEventListener("pageshow", revive);
    return () => {
      here = false;
      window.removeEventListener("pageshow", revive);
    };
  }, []);
  return held;
}
