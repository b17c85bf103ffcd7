import { expect, test } from "vitest";
import { runMachine } from "../../app/live/call/machine.ts";

const step = (state: string, event: string) => ({ state: state + event, effects: [`${event}1`, `${event}2`] });

test("what happens while something is being done comes after it", () => {
  const done: string[] = [];
  const happens = runMachine("", step, (effect: string) => {
    if (effect === "a1") happens("b");
    done.push(effect);
  });
  happens("a");
  expect(done).toEqual(["a1", "a2", "b1", "b2"]);
});

test("where one thing cannot be done the others are, and its fault is not hidden", () => {
  const done: string[] = [];
  const happens = runMachine("", step, (effect: string) => {
    if (effect === "a1") {
      happens("b");
      throw new Error("no devices");
    }
    done.push(effect);
  });
  expect(() => happens("a")).toThrow("no devices");
  happens("c");
  expect(done).toEqual(["a2", "b1", "b2", "c1", "c2"]);
});
