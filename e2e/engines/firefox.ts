/** Firefox, driven over WebDriver BiDi, which it speaks by itself on a WebSocket. */
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { WebSocket } from "ws";
import { findFirefox } from "../../scripts/engines.mjs";
import { ownFolder, start } from "./child.ts";
import { type Pane, type Started, clickAt, strikes } from "./engine.ts";

const answerWithinMs = 30_000;

const preferences = (downloads: string): Record<string, unknown> => ({
  "browser.download.folderList": 2,
  "browser.download.dir": downloads,
  "browser.download.always_ask_before_handling_new_types": false,
  "browser.shell.checkDefaultBrowser": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "app.normandy.enabled": false,
  // Nobody but this machine is asked for anything.
  "network.proxy.type": 1,
  "network.proxy.http": "127.0.0.1",
  "network.proxy.http_port": 9,
  "network.proxy.ssl": "127.0.0.1",
  "network.proxy.ssl_port": 9,
  "network.proxy.no_proxies_on": "localhost, 127.0.0.1",
});

/** Starts Firefox without a screen. */
export async function startFirefox(): Promise<Started> {
  const found = await findFirefox();
  if (found.path === null) return { why: found.why };
  const [profile, downloads] = [ownFolder("firefox"), ownFolder("downloads")];
  const lines = Object.entries(preferences(downloads.path)).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  writeFileSync(join(profile.path, "user.js"), lines.join("\n"));
  const child = await start(
    found.path,
    ["--headless", "--no-remote", "--profile", profile.path, "--remote-debugging-port", "0"],
    { PATH: process.env["PATH"], HOME: profile.path, MOZ_CRASHREPORTER_DISABLE: "1", ...found.env },
    /WebDriver BiDi listening on (ws:\S+)/,
  );
  const faults: string[] = [];
  const wire = await openWire(`${child.said}/session`, faults);
  await wire.ask("session.new", { capabilities: {} });
  await wire.ask("session.subscribe", { events: ["log.entryAdded"] });

  const newPane = async (): Promise<Pane> => {
    const { userContext } = await wire.ask("browser.createUserContext", {});
    const { context } = await wire.ask("browsingContext.create", { type: "window", userContext });
    await wire.ask("browsingContext.setViewport", { context, viewport: { width: 1280, height: 900 } });
    const perform = (actions: object[]): Promise<unknown> => wire.ask("input.performActions", { context, actions });
    return {
      open: async (url) => void (await wire.ask("browsingContext.navigate", { context, url, wait: "interactive" })),
      async value(expression) {
        const asked = { expression: `JSON.stringify(${expression})`, target: { context }, awaitPromise: true };
        const { result, exceptionDetails } = await wire.ask("script.evaluate", asked);
        if (exceptionDetails) throw new Error((exceptionDetails as { text: string }).text);
        const { value } = result as { value?: string };
        return value === undefined ? undefined : JSON.parse(value);
      },
      click: async (x, y) => void (await perform(clickAt(x, y))),
      strike: async (...letters) => void (await perform(strikes(letters))),
    };
  };
  return {
    newPane,
    downloads: downloads.path,
    faults: () => faults,
    async end() {
      wire.close();
      await child.end();
      for (const folder of [profile, downloads]) folder.remove();
    },
  };
}

type Answer = Record<string, unknown>;
type Waiting = { done: (answer: Answer) => void; failed: (fault: Error) => void };

/** The line to the browser: questions with a number, answers to them, and what pages complain of in between. */
async function openWire(address: string, faults: string[]) {
  const socket = new WebSocket(address);
  await once(socket, "open");
  const waiting = new Map<number, Waiting>();
  let last = 0;
  socket.on("message", (data: Buffer) => {
    const message = JSON.parse(data.toString()) as {
      id?: number;
      method?: string;
      result?: Answer;
      message?: string;
    } & {
      params?: { level: string; text: string };
    };
    const asked = waiting.get(message.id ?? 0);
    if (message.id !== undefined) waiting.delete(message.id);
    if (message.result) asked?.done(message.result);
    else asked?.failed(new Error(message.message));
    if (message.method === "log.entryAdded" && message.params?.level === "error") faults.push(message.params.text);
  });
  socket.on("close", () => {
    for (const { failed } of waiting.values()) failed(new Error("Firefox has closed the line."));
  });
  return {
    ask: (method: string, params: object): Promise<Answer> =>
      new Promise((done, failed) => {
        const id = (last += 1);
        const slow = setTimeout(() => failed(new Error(`Firefox did not answer ${method}.`)), answerWithinMs);
        const and =
          <T>(then: (value: T) => void) =>
          (value: T): void => {
            clearTimeout(slow);
            then(value);
          };
        waiting.set(id, { done: and(done), failed: and(failed) });
        socket.send(JSON.stringify({ id, method, params }));
      }),
    close: () => socket.terminate(),
  };
}
