import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Hold, openHold } from "../../app/live/hold.ts";
import { watchWake } from "../../app/live/wake.ts";
import { atRest, shown } from "../../lib/holding.ts";
import { said } from "../../lib/refusals.ts";
import { closeCodes, silentAfterMs } from "../../lib/wire.ts";
import { type Holder, startHolder } from "../support/room-holder.ts";
import { until } from "../support/room-pages.ts";
import { type TestWindow, newWindow } from "../support/room-window.ts";

let server: Holder;
let tab: TestWindow;
let hold: Hold;

const open = (): Hold =>
  openHold({ origin: server.origin, space: "space", page: tab.page, storage: tab.page.localStorage });
const isConnected = (line: Hold): Promise<void> => until(line, ({ connected }) => connected);
const lastBeat = () => server.beats.at(-1);

beforeEach(async () => {
  server = await startHolder();
  tab = newWindow();
  hold = open();
  await isConnected(hold);
  await server.until(() => server.beats.length > 0);
});
afterEach(async () => {
  hold.close();
  await server.close();
});

describe("the line that holds a room", () => {
  test("names its space, and takes what is held and who is here as they come", async () => {
    expect(server.spaces).toEqual(["space"]);
    const before = performance.now();
    server.sockets()[0]?.emit("holding", shown(atRest, 0));
    await until(hold, ({ holding }) => holding !== null);
    expect(hold.snapshot().holdingAt).toBeGreaterThanOrEqual(before);
    const nobody = { state: "never" as const, since: null, name: "", card: null, call: null };
    const present = { client: nobody, practitioner: { ...nobody, state: "here" as const, name: "Pia" } };
    server.sockets()[0]?.emit("present", present);
    await until(hold, (now) => now.present !== null);
    expect(hold.snapshot().present).toEqual(present);
  });

  test("hears signals until it is told to stop", async () => {
    const heard: unknown[] = [];
    const stop = hold.onSignal((signal) => heard.push(signal));
    const thanks = { kind: "thanks", by: "client" } as const;
    server.sockets()[0]?.emit("signal", thanks);
    await vi.waitUntil(() => heard.length === 1, { timeout: 60_000 });
    stop();
    server.sockets()[0]?.emit("signal", { kind: "slower", by: "client" });
    server.sockets()[0]?.emit("holding", shown(atRest, 0));
    await until(hold, ({ holding }) => holding !== null);
    expect(heard).toEqual([thanks]);
  });

  test("asks for what was news while it was down, each time that it is up to date again", async () => {
    let news = 0;
    hold.onNews(() => (news += 1));
    const say = () => server.sockets()[0]?.emit("holding", shown(atRest, 0));
    say();
    await until(hold, ({ upToDate }) => upToDate);
    expect(news).toBe(1);
    const before = hold.snapshot().holding;
    say();
    await until(hold, ({ holding }) => holding !== before);
    expect(news).toBe(1);
    server.sockets()[0]?.disconnect(true);
    await until(hold, ({ upToDate }) => !upToDate);
    await isConnected(hold);
    await server.until(() => server.sockets().length > 0);
    say();
    await until(hold, ({ upToDate }) => upToDate);
    expect(news).toBe(2);
  });

  test("keeps what was last held while it is down, and says that it is not up to date until it is told again", async () => {
    server.sockets()[0]?.emit("holding", shown(atRest, 0));
    await until(hold, ({ upToDate }) => upToDate);
    server.sockets()[0]?.conn.close();
    await until(hold, ({ connected }) => !connected);
    expect(hold.snapshot()).toMatchObject({ holding: shown(atRest, 0), upToDate: false });
    await isConnected(hold);
    expect(hold.snapshot().upToDate).toBe(false);
    server.sockets()[0]?.emit("holding", shown(atRest, 0));
    await until(hold, ({ upToDate }) => upToDate);
  });
});

describe("an act", () => {
  test("gives null when it was done, and the server's sentence when it was not", async () => {
    server.answer(({ type }) =>
      type === "floor:take" ? { ok: true, holding: shown(atRest, 0) } : { ok: false, ...said({ code: "no-quiet" }) },
    );
    expect(await hold.act({ type: "floor:take" })).toBeNull();
    expect(await hold.act({ type: "quiet:end" })).toBe("There is no quiet to end.");
  });

  test("is not sent, nor kept for later, while the line is down", async () => {
    let acts = 0;
    server.answer(() => {
      acts += 1;
      return { ok: true, holding: shown(atRest, 0) };
    });
    server.sockets()[0]?.conn.close();
    await until(hold, ({ connected }) => !connected);
    expect(await hold.act({ type: "session:open" })).toBe("The line is down. Nothing was changed.");
    await isConnected(hold);
    await hold.act({ type: "session:close" });
    expect(acts).toBe(1);
  });

  test("whose answer never comes says so, and does not claim that nothing was changed", async () => {
    server.answer(() => null);
    const said = hold.act({ type: "session:open" });
    server.sockets()[0]?.conn.close();
    expect(await said).toBe("No answer came. What you see here is how it stands.");
  });
});

describe("being here", () => {
  test("is said at once when the card changes, and with every ping of the server", async () => {
    hold.enter("card-1");
    await server.until(() => lastBeat()?.card === "card-1");
    const { length } = server.beats;
    await server.until(() => server.beats.length > length + 2);
    expect(lastBeat()).toEqual({ elsewhere: false, card: "card-1", call: null });
  });

  test("is said to be elsewhere while the tab is hidden, and here when it is seen again", async () => {
    tab.show(false);
    await server.until(() => lastBeat()?.elsewhere === true);
    expect(hold.snapshot().showsElsewhere).toBe(true);
    tab.show(true);
    await server.until(() => lastBeat()?.elsewhere === false);
  });

  test("is all that is said by who does not want looking elsewhere to be shown, on this device from then on", async () => {
    tab.show(false);
    await server.until(() => lastBeat()?.elsewhere === true);
    hold.showElsewhere(false);
    await server.until(() => lastBeat()?.elsewhere === false);
    expect(hold.snapshot().showsElsewhere).toBe(false);
    hold.close();
    hold = open();
    expect(hold.snapshot().showsElsewhere).toBe(false);
    hold.showElsewhere(true);
    expect(tab.page.localStorage.length).toBe(0);
  });

  test("ends on purpose when the page is left, and begins again when it comes back", async () => {
    tab.send("pagehide");
    await server.until(() => server.ends.length === 1);
    expect(server.ends).toEqual(["client namespace disconnect"]);
    hold.reconnect();
    await isConnected(hold);
  });

  test("is cut where nothing is heard on it for as long as the other takes to read that it is down", async () => {
    hold.close();
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
    const line = open();
    await isConnected(line);
    // More beats than the timers have made: the others answer pings.
    const pinged = async (): Promise<void> => {
      const before = server.beats.length;
      await server.until(() => server.beats.length > before + 5);
    };
    await pinged();
    vi.advanceTimersByTime(silentAfterMs - 1_000);
    await pinged();
    vi.advanceTimersByTime(silentAfterMs - 1_000);
    expect(line.snapshot().connected).toBe(true);
    vi.advanceTimersByTime(2_000);
    await until(line, ({ connected }) => !connected);
    await isConnected(line);
    line.close();
    vi.useRealTimers();
  });

  test("does not end for the other when the line is made anew", async () => {
    hold.reconnect();
    await server.until(() => server.ends.length === 1);
    expect(server.ends[0]).toMatch(/^transport/);
    await isConnected(hold);
    expect(server.spaces.length).toBe(2);
  });
});

describe("a line that the server ends", () => {
  test("for good is not tried again, not even on waking up, until it is opened again", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    server.sockets()[0]?.emit("closed", closeCodes.tooManyTabs);
    server.sockets()[0]?.disconnect(true);
    await until(hold, ({ connected }) => !connected);
    vi.advanceTimersByTime(60_000);
    vi.useRealTimers();
    hold.reconnect();
    const another = open();
    await isConnected(another);
    expect(server.spaces.length).toBe(2);
    another.close();
    hold.openAgain();
    await isConnected(hold);
  });

  test("for now is tried again by itself", async () => {
    server.sockets()[0]?.emit("closed", closeCodes.serverFault);
    server.sockets()[0]?.disconnect(true);
    await until(hold, ({ connected }) => !connected);
    expect(hold.snapshot().ended).toBe(false);
    await isConnected(hold);
  });

  test("at the door is tried again when it is for now, and not when it is for good", async () => {
    server.refuse(closeCodes.serverFault);
    const other = open();
    await server.until(() => server.spaces.length === 2);
    server.refuse(closeCodes.unknownSpace);
    await until(other, ({ ended }) => ended);
    expect(server.spaces.length).toBe(3);
    server.refuse(null);
    other.reconnect();
    const third = open();
    await isConnected(third);
    expect(server.spaces.length).toBe(4);
    expect(other.snapshot().connected).toBe(false);
    for (const line of [other, third]) line.close();
  });
});

describe("waking up", () => {
  let woken = 0;
  let stop: () => void;

  beforeEach(() => {
    vi.useFakeTimers();
    woken = 0;
    stop = watchWake(() => (woken += 1), tab.page);
  });
  afterEach(() => {
    stop();
    vi.useRealTimers();
  });

  test("is noticed after a sleep, but not after a while", () => {
    vi.advanceTimersByTime(60_000);
    expect(woken).toBe(0);
    vi.setSystemTime(Date.now() + 60_000);
    vi.advanceTimersByTime(2_000);
    expect(woken).toBe(1);
  });

  test("is not taken for the late timers of a hidden tab", () => {
    tab.show(false);
    vi.setSystemTime(Date.now() + 60_000);
    vi.advanceTimersByTime(2_000);
    expect(woken).toBe(0);
    tab.show(true);
    expect(woken).toBe(0);
  });

  test("is noticed when a phone that slept is looked at again", () => {
    tab.show(false);
    vi.setSystemTime(Date.now() + 60_000);
    tab.show(true);
    expect(woken).toBe(1);
  });

  test("is noticed with the network, and when the page comes out of the browser's memory", () => {
    tab.send("online");
    tab.send("pageshow", { persisted: false });
    expect(woken).toBe(1);
    tab.send("pageshow", { persisted: true });
    expect(woken).toBe(2);
    stop();
    tab.send("online");
    expect(woken).toBe(2);
  });
});
