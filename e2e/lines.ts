/** The lines of one page to the server in a test's hands: to cut, to silence, to hold back, to change and to read. */
import { type Page, type WebSocketRoute, expect } from "@playwright/test";

type Frame = string | Buffer;
type Way = "up" | "down";
/** Gives what goes on instead of a frame, or null for nothing. */
type Change = (frame: Frame, way: Way, url: string) => Frame | null;
/** Whether a frame is one of those that are meant. */
type Which = (frame: Frame, url: string) => boolean;
type Line = { toPage: WebSocketRoute; toServer: WebSocketRoute; held: (() => void)[]; isLost: boolean };

/** Every frame that carries what is written. Where only these are held back, each side goes on hearing of the other. */
export const ofDocuments: Which = (_frame, url) => new URL(url).pathname.startsWith("/yjs/");
/** Every frame of this event of the room, such as a message of a call to the other side. */
export const ofEvent =
  (name: string): Which =>
  (frame) =>
    new RegExp(`^42\\d*\\["${name}"`).test(String(frame));

export type Lines = Awaited<ReturnType<typeof linesOf>>;

// A code with which no server of ours ends a line, so that the page tries again.
const cutCode = 4900;

/** Takes the lines of a page into hand. The page is loaded anew for it, and is in the room again. */
export async function linesOf(page: Page) {
  const open = new Set<Line>();
  const received: Frame[] = [];
  let isSilent = false;
  let holds: { way: Way; of: Which } | null = null;
  let change: Change = (frame) => frame;

  const carry = (way: Way, line: Line) => (frame: Frame) => {
    if (isSilent || line.isLost) return;
    const changed = change(frame, way, line.toPage.url());
    if (changed === null) return;
    const pass = (): void => {
      if (way === "down") received.push(changed);
      (way === "down" ? line.toPage : line.toServer).send(changed);
    };
    if (holds?.way === way && holds.of(changed, line.toPage.url())) line.held.push(pass);
    else pass();
  };

  await page.routeWebSocket(/./, (toPage) => {
    const line: Line = { toPage, toServer: toPage.connectToServer(), held: [], isLost: false };
    open.add(line);
    toPage.onMessage(carry("up", line));
    line.toServer.onMessage(carry("down", line));
    toPage.onClose((code, reason) => {
      open.delete(line);
      if (line.isLost) return;
      void line.toServer.close({ code, reason });
    });
    line.toServer.onClose((code, reason) => {
      open.delete(line);
      void toPage.close({ code, reason });
    });
  });
  await page.reload();
  // One that still comes up would not be among those that are cut.
  await expect.poll(() => received.some((frame) => String(frame).startsWith('42["present"'))).toBe(true);

  return {
    /** Ends every line, and lets none come up again. */
    async cut(): Promise<void> {
      await page.context().setOffline(true);
      const lines = [...open];
      open.clear();
      // What is still on its way must not reach a line that is being closed.
      for (const line of lines) line.isLost = true;
      const ends = lines.flatMap(({ toPage, toServer }) => [toPage, toServer]);
      await Promise.all(ends.map((end) => end.close({ code: cutCode })));
    },
    /** Lets nothing through any more, as a pulled cable does: neither side is told. */
    silence: (): void => void (isSilent = true),
    /** Ends every line for the page alone, which may open new ones; the server still waits for words on the old ones. */
    async change(): Promise<void> {
      const lines = [...open];
      for (const line of lines) line.isLost = true;
      await Promise.all(lines.map(({ toPage }) => toPage.close({ code: cutCode })));
    },
    async mend(): Promise<void> {
      isSilent = false;
      await page.context().setOffline(false);
    },
    /** Keeps back what goes one way from now on: all of it, or those frames that are meant. Gives how to let it go on. */
    hold(way: Way, of: Which = () => true): () => void {
      holds = { way, of };
      return () => {
        holds = null;
        for (const { held } of open) for (const pass of held.splice(0)) pass();
      };
    },
    /** Puts every frame from now on through `changed`. */
    alter: (changed: Change): void => void (change = changed),
    /** Whether these words have come to the page in any frame. */
    received: (words: string): boolean => received.some((frame) => Buffer.from(frame).includes(words)),
  };
}
