/** A server with a real relay beside it, and what its pages tell each other about the ways to them. */
import type { Page } from "@playwright/test";
import { type Turn, startTurn } from "../tests/support/turn.ts";
import { test } from "./fixture.ts";

/** Tests with a relay. `relayOnly` is the operator's choice that nothing goes any other way. */
export const withRelay = (relayOnly: "yes" | "no") =>
  test.extend<object, { relay: Turn | { why: string } }>({
    relay: [
      // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs
      async ({}, use) => {
        const relay = await startTurn();
        await use(relay);
        if ("end" in relay) await relay.end();
      },
      { scope: "worker", timeout: 180_000 },
    ],
    settings: [
      async ({ relay }, use) => use("end" in relay ? { ...relay.settings, RELAY_ONLY: relayOnly } : {}),
      { scope: "worker" },
    ],
  });

/** Collects every candidate that a page tells the other side from now on, by itself or in a description. */
export function candidatesOf(page: Page): string[] {
  const told: string[] = [];
  page.on("websocket", (socket) =>
    socket.on("framesent", ({ payload }) => {
      for (const [candidate] of payload.toString().matchAll(/candidate:[^"\\]+/g)) told.push(candidate);
    }),
  );
  return told;
}

/** Whether a candidate is a way through the relay, and says nothing of the address behind it (RFC 8839, section 5.1). */
export const relayed = (candidate: string): boolean => / typ relay raddr (0\.0\.0\.0|::) /.test(candidate);
