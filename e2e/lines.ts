/** The lines of one page to the server in a test's hands: to cut, to silence, to hold back, to change and to read. */
import type { Page, WebSocketRoute } from "@playwright/test";

type Frame = string | Buffer;
type Way = "up" | "down";
/** Gives what goes on instead of a frame; null for nothing. */
type Change = (frame: Frame, way: Way, url: string) => Frame | null;

export type Lines = Awaited<ReturnType<typeof linesOf>>;

// A code with which no server of ours ends a line, so that the page tries again.
const cutCode = 4900;

/** Takes the lines of a page into hand. The page is loaded anew for it. */
export async function linesOf(page: Page) {
  const open = new Set<{ toPage: WebSocketRoute; toServer: WebSocketRoute }>();
  const received: Frame[] = [];
  const held: (() => void)[] = [];
  let isCut = false;
  let isSilent = false;
  let holds: Way | null = null;
  let change: Change = (frame) => frame;

  await page.routeWebSocket(/./, (toPage) => {
    if (isCut) return void toPage.close({ code: cutCode });
    const toServer = toPage.connectToServer();
    const line = { toPage, toServer };
    open.add(line);
    const carry = (way: Way, to: WebSocketRoute) => (frame: Frame) => {
      if (isSilent) return;
      const changed = change(frame, way, toPage.url());
      const pass = (): void => {
        if (changed === null) return;
        if (way === "down") received.push(changed);
        to.send(changed);
      };
      if (holds === way) held.push(pass);
      else pass();
    };
    toPage.onMessage(carry("up", toServer));
    toServer.onMessage(carry("down", toPage));
    toPage.onClose((code, reason) => {
      open.delete(line);
      void toServer.close({ code: code ?? 1000, reason: reason ?? "" });
    });
    toServer.onClose((code, reason) => {
      open.delete(line);
      void toPage.close({ code: code ?? cutCode, reason: reason ?? "" });
    });
  });
  await page.reload();

  return {
    /** Ends every line, and every new one, until they are mended. */
    async cut(): Promise<void> {
      isCut = true;
      const lines = [...open];
      open.clear();
      await Promise.all(
        lines.flatMap(({ toPage, toServer }) => [toPage.close({ code: cutCode }), toServer.close({ code: 4900 })]),
      );
    },
    /** Lets nothing through any more, as a pulled cable does: neither side is told. */
    silence: (): void => void (isSilent = true),
    mend(): void {
      isCut = isSilent = false;
    },
    /** Keeps back what goes one way from now on. Gives how to let it all go on. */
    hold(way: Way): () => void {
      holds = way;
      return () => {
        holds = null;
        for (const pass of held.splice(0)) pass();
      };
    },
    /** Puts every frame from now on through `changed`. */
    alter: (changed: Change): void => void (change = changed),
    /** Whether these words have come to the page in any frame. */
    received: (words: string): boolean => received.some((frame) => Buffer.from(frame).includes(words)),
  };
}
