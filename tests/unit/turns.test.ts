/** What takes some ms is done one after the other, and others have their turn between. */
import { expect, onTestFinished, test, vi } from "vitest";
import { inTurns, openTurns } from "../../server/http/turns.ts";

const stays = (): boolean => false;

test("each begins when the one before has ended, and a turn of everybody else's has passed", async () => {
  const events: string[] = [];
  const work = inTurns(async (name: string) => {
    events.push(`${name} begins`);
    setImmediate(() => events.push("others"));
    await new Promise((later) => setImmediate(later));
    events.push(`${name} ends`);
  }, stays);
  await Promise.all(["one", "two", "three"].map((name) => work(name)));
  expect(events.filter((event) => event !== "others")).toEqual(
    ["one", "two", "three"].flatMap((name) => [`${name} begins`, `${name} ends`]),
  );
  expect(events.slice(0, 4)).toEqual(["one begins", "others", "one ends", "two begins"]);
});

test("what fails fails for who asked, and the next one begins", async () => {
  const work = inTurns(
    (name: string) => (name === "bad" ? Promise.reject(new Error("bad")) : Promise.resolve()),
    stays,
  );
  const [bad, good] = await Promise.allSettled([work("bad"), work("good")]);
  expect([bad.status, good.status]).toEqual(["rejected", "fulfilled"]);
});

test("one that does not end keeps the next one waiting for its time only", async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const begun: string[] = [];
  const work = inTurns((name: string) => {
    begun.push(name);
    return name === "slow" ? new Promise<void>(() => undefined) : Promise.resolve();
  }, stays);
  void work("slow");
  const next = work("next");
  await vi.advanceTimersByTimeAsync(20);
  expect(begun).toEqual(["slow"]);
  await vi.advanceTimersByTimeAsync(100);
  await next;
  expect(begun).toEqual(["slow", "next"]);
});

test("nothing is done for who has gone while they waited", async () => {
  const done: string[] = [];
  const gone = new Set<string>();
  const work = inTurns(
    async (name: string) => {
      await new Promise((later) => setImmediate(later));
      done.push(name);
    },
    (name) => gone.has(name),
  );
  const all = ["one", "two", "three"].map((name) => work(name));
  gone.add("two");
  await Promise.all(all);
  expect(done).toEqual(["one", "three"]);
});

/** Keeps the event loop busy for so long. */
function busy(ms: number): void {
  for (const until = performance.now() + ms; performance.now() < until;);
}

test("small pieces of many who ask follow each other for some ms, and then all others have a turn", async () => {
  const turn = openTurns({ turnMs: 5 });
  const events: string[] = [];
  const asks = async (name: string): Promise<void> => {
    for (let piece = 0; piece < 10; piece += 1)
      await turn(async () => {
        busy(2);
        events.push(name);
      }, stays);
  };
  const all = Promise.all(["a", "b", "c"].map(asks));
  let over = false;
  void all.then(() => (over = true));
  while (!over) {
    events.push("others");
    await new Promise((later) => setImmediate(later));
  }
  const runs = events.join("").split("others").filter(Boolean);
  // However slow the machine, no piece begins once the time is up.
  for (const run of runs) expect(run.length).toBeLessThanOrEqual(3);
  // Who asks for much does not keep the others waiting: each has a piece done in turn.
  expect(runs.join("")).toBe("abc".repeat(10));
});

test("of many who have gone nothing is done, and who stays is answered with what the work gave", async () => {
  const turn = openTurns({ turnMs: 5 });
  const gone = Array.from({ length: 100 }, () =>
    turn(
      async () => "done",
      () => true,
    ),
  );
  const here = turn(async () => "done", stays);
  expect(new Set(await Promise.all(gone))).toEqual(new Set([null]));
  expect(await here).toBe("done");
});
