import { useState } from "react";
import type { NewInvitation } from "../../../lib/api.ts";
import { useRoom } from "../../live/room.ts";
import { useReturnKey } from "../../parts/useReturnKey.ts";

/**
 * What was made on this page for a seat and is told only once: the own return key, and the link that lets the other back
 * in. It belongs to the page and not to the sheet that shows it: that may be closed before the answer is here.
 */
export function useMade() {
  const { space, refresh } = useRoom();
  const key = useReturnKey(space, refresh);
  const [link, keepLink] = useState<NewInvitation | null>(null);
  return { key, link, keepLink };
}

export type Made = ReturnType<typeof useMade>;
