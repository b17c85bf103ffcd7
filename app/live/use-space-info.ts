"use client";
import { useCallback, useEffect, useState } from "react";
import type { BackLink, SpaceInfo } from "../../lib/api.ts";
import { isSeat } from "../../lib/seats.ts";
import { type Answer, ask } from "../parts/ask.ts";
import type { Code } from "../parts/refused.ts";

export type Asked =
  { state: "asking" } | { state: "known"; info: SpaceInfo } | { state: "not here"; code: Code; why: string };

// Answers that say: not for you, or not any more. After others one may ask again.
const notForYou: readonly Code[] = ["unknown-space", "came-back-elsewhere", "nothing-here", "bad-address"];

/** What the server tells this browser about a space, and how to ask again. Nothing is known until it has answered. */
export function useSpaceInfo(space: string): { asked: Asked; refresh: () => Promise<void> } {
  const [asked, setAsked] = useState<Asked>({ state: "asking" });

  const refresh = useCallback(async () => {
    const answer = await ask(`/api/spaces/${space}`, { read: readSpaceInfo });
    setAsked((before) => afterAnswer(before, answer));
  }, [space]);

  useEffect(() => {
    void refresh();
    // A page out of the browser's memory may be another person's by now: blank until the server has been asked.
    const shown = (event: PageTransitionEvent): void => {
      if (!event.persisted) return;
      setAsked({ state: "asking" });
      void refresh();
    };
    window.addEventListener("pageshow", shown);
    return () => window.removeEventListener("pageshow", shown);
  }, [refresh]);

  // Where there was no line, nobody has to press anything once there is one.
  const unreached = asked.state === "not here" && !notForYou.includes(asked.code);
  useEffect(() => {
    if (!unreached) return undefined;
    const again = (): void => void refresh();
    window.addEventListener("online", again);
    document.addEventListener("visibilitychange", again);
    return () => {
      window.removeEventListener("online", again);
      document.removeEventListener("visibilitychange", again);
    };
  }, [unreached, refresh]);

  return { asked, refresh };
}

function afterAnswer(before: Asked, answer: Answer<SpaceInfo>): Asked {
  if (answer.ok) return { state: "known", info: answer.value };
  if (before.state === "known" && !notForYou.includes(answer.code)) return before;
  return { state: "not here", code: answer.code, why: answer.why };
}

type Fields = Record<string, unknown>;

const fields = (value: unknown): Fields => (typeof value === "object" && value !== null ? (value as Fields) : {});
const nameIn = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** A space as the server describes it to its own seat, or null when the value is no such thing. */
function readSpaceInfo(value: unknown): SpaceInfo | null {
  const { space, seat, names, returnKey, welcome, invitation, newcomer, refused, back } = fields(value);
  if (typeof space !== "string" || !isSeat(seat)) return null;
  const { client, practitioner } = fields(names);
  const { expires } = fields(invitation);
  const { name, since, cameBack } = fields(newcomer);
  const out = fields(refused);
  const links = fields(back);
  return {
    space,
    seat,
    names: { client: nameIn(client), practitioner: nameIn(practitioner) },
    returnKey: returnKey === true,
    welcome: nameIn(welcome) ?? "",
    invitation: typeof expires === "number" ? { expires } : null,
    newcomer:
      typeof name === "string" && typeof since === "number"
        ? { name, since, ...(cameBack === true && { cameBack }) }
        : null,
    refused:
      typeof out.name === "string" && typeof out.remains === "number"
        ? { name: out.name, remains: out.remains, ...(out.cameBack === true && { cameBack: true }) }
        : null,
    back: { client: linkIn(links.client), practitioner: linkIn(links.practitioner) },
  };
}

function linkIn(value: unknown): BackLink | null {
  const { opens, expires, refused } = fields(value);
  if (typeof expires !== "number") return null;
  return { opens: typeof opens === "number" ? opens : null, expires, refused: refused === true };
}
