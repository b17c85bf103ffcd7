/** What goes on beside what is measured: two people who write, and somebody who asks whether the server is well. */
import type { Pair } from "../tests/support/people.ts";
import { type Writer, openWriter } from "../tests/support/writer.ts";

/** Two people in a space of their own, and how long each of their words takes to be kept. */
export async function openHealthy(origin: string, people: Pair): Promise<{ worst: () => number; end: () => void }> {
  const writers: Writer[] = [
    openWriter(origin, "client", people.client),
    openWriter(origin, "practitioner", people.practitioner),
  ];
  await Promise.all(writers.map((writer) => writer.synced()));
  let worst = 0;
  const type = async (writer: Writer): Promise<void> => {
    const began = performance.now();
    writer.edit((doc) => doc.getText("both:sheet").insert(0, "x"));
    await writer.allKept();
    worst = Math.max(worst, performance.now() - began);
  };
  const timers = writers.map((writer) => setInterval(() => void type(writer).catch(() => (worst = Infinity)), 100));
  return {
    worst: () => {
      const now = worst;
      worst = 0;
      return now;
    },
    end() {
      for (const timer of timers) clearInterval(timer);
      for (const writer of writers) writer.close();
    },
  };
}

/** Asks again and again whether the server is well. */
export function openProbe(origin: string): { worst: () => number; end: () => void } {
  let worst = 0;
  let over = false;
  const probe = async (): Promise<void> => {
    while (!over) {
      const began = performance.now();
      await fetch(`${origin}/healthz`).catch(() => null);
      worst = Math.max(worst, performance.now() - began);
      await new Promise((later) => setTimeout(later, 20));
    }
  };
  void probe();
  return {
    worst: () => {
      const now = worst;
      worst = 0;
      return now;
    },
    end: () => void (over = true),
  };
}
