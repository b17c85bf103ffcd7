/** The thread of the writer: does what it is asked, one thing after the other, and answers in the same order. */
import { parentPort, workerData } from "node:worker_threads";
import { openStore } from "./store.ts";
import { type Answer, type Work, asFault, nothing } from "./work.ts";

const work = openStore(String(workerData));

parentPort?.on("message", (asked: Work) => {
  let answer: Answer;
  try {
    answer = { result: work(asked), fault: null };
  } catch (error) {
    answer = { result: nothing, fault: asFault(error) };
  }
  parentPort?.postMessage(answer);
});
