/** WebKitGTK, driven over WebDriver, on a screen that nobody sees. Each person has a driver and a browser of their own. */
import { expect } from "@playwright/test";
import { findWebKit } from "../../scripts/engines.mjs";
import { freePort } from "../../tests/support/port.ts";
import { type Child, type Environment, ownFolder, start } from "./child.ts";
import { type Pane, type Started, clickAt, strikes } from "./engine.ts";

const answerWithinMs = 30_000;
/** A question that meets a page on its way to another is never answered; it is asked again. */
const valueWithinMs = 5_000;

/** Starts a screen; browsers come with the people. */
export async function startWebKit(): Promise<Started> {
  const found = await findWebKit();
  if (found.driver === null) return { why: found.why };
  const home = ownFolder("webkit");
  const children: Child[] = [];
  const screenOptions = ["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"];
  const screen = await start(found.screen, screenOptions, { PATH: process.env["PATH"] }, /^(\d+)$/m);
  const env = {
    PATH: process.env["PATH"],
    HOME: home.path,
    XDG_RUNTIME_DIR: home.path,
    DISPLAY: `:${screen.said}`,
    GDK_BACKEND: "x11",
    LIBGL_ALWAYS_SOFTWARE: "1",
    // What 2.50 does at a garbage collection ends the page under test about every third time.
    JSC_useGC: "0",
    NO_AT_BRIDGE: "1",
  };

  const newPane = async (): Promise<Pane> => {
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    const driver = await startDriver(found.driver, port, env);
    children.push(driver);
    const options = { binary: found.browser, args: ["--automation"] };
    const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": options } };
    const { sessionId } = (await ask(origin, "/session", { capabilities })) as { sessionId: string };
    const inSession = (command: string, body: object, withinMs?: number): Promise<unknown> =>
      ask(origin, `/session/${sessionId}/${command}`, body, withinMs);
    await inSession("window/rect", { x: 0, y: 0, width: 1280, height: 900 });
    return {
      open: async (url) => void (await inSession("url", { url })),
      async value(expression) {
        const script = `return JSON.stringify(${expression})`;
        const value = (await inSession("execute/sync", { script, args: [] }, valueWithinMs)) as string | null;
        return value === null ? undefined : JSON.parse(value);
      },
      click: async (x, y) => void (await inSession("actions", { actions: clickAt(x, y) })),
      strike: async (...letters) => void (await inSession("actions", { actions: strikes(letters) })),
    };
  };
  return {
    newPane,
    downloads: home.path,
    faults: () => [],
    async end() {
      for (const child of [...children, screen]) await child.end();
      home.remove();
    },
  };
}

async function startDriver(path: string, port: number, env: Environment): Promise<Child> {
  const driver = await start(path, [`--port=${port}`], env, null);
  const status = (): Promise<boolean> =>
    fetch(`http://127.0.0.1:${port}/status`).then(
      ({ ok }) => ok,
      () => false,
    );
  await expect.poll(status, { message: "The driver of WebKit must answer.", timeout: answerWithinMs }).toBe(true);
  return driver;
}

async function ask(origin: string, path: string, body: object, withinMs = answerWithinMs): Promise<unknown> {
  const answer = await fetch(origin + path, {
    method: "POST",
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(withinMs),
  });
  const { value } = (await answer.json()) as { value: unknown };
  if (!answer.ok) throw new Error(`WebKit answered ${path.split("/").at(-1)} with ${JSON.stringify(value)}`);
  return value;
}
