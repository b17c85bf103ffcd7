/** The one writer: what is asked of it is done in order, each thing whole or not at all, beside the event loop. */
import { Worker } from "node:worker_threads";
import { type Answer, type Result, type Statement, type Work, asError, begin, rollback } from "./work.ts";

/** A transaction that has begun: nobody else's writing comes between, until `end`. */
export type Turn = { run(statement: Statement): Promise<Result>; end(): void };

export type Writer = {
  /** One statement by itself. It is on disk when this resolves. */
  run(statement: Statement): Promise<Result>;
  /** Statements as one: all of them or none, on disk when this resolves. */
  together(statements: readonly Statement[]): Promise<void>;
  /** Waits until the writer is free, holds it and begins a transaction. */
  turn(): Promise<Turn>;
  /** Anything else that is done on the writing connection. */
  ask(work: Work): Promise<Result>;
  /** Whether anything was asked to be written since this was last called. */
  hasWritten(): boolean;
  /** Ends it once all that was asked before is done. */
  end(): Promise<void>;
};

// A transaction whose own code waits for somebody else's writing would hold the writer for ever.
const longestPauseMs = 10_000;

/** Lines up what is asked, for whatever does the work: `send` has it done in the order of the calls. */
export function openWriter(send: (work: Work) => Promise<Result>, end: () => Promise<void>): Writer {
  let held = false;
  let written = false;
  const waiting: (() => void)[] = [];

  const lineUp = (begin: () => void): void => void (held ? waiting.push(begin) : begin());
  const ask = (work: Work): Promise<Result> =>
    held ? new Promise((done) => waiting.push(() => done(send(work)))) : send(work);
  const free = (): void => {
    held = false;
    for (let next = waiting.shift(); next; next = held ? undefined : waiting.shift()) next();
  };

  const take = (): Turn => {
    let mine = true;
    let pause: NodeJS.Timeout | undefined;
    const end = (): void => {
      clearTimeout(pause);
      if (mine) free();
      mine = false;
    };
    const giveUp = (): void => {
      void send({ kind: "within", statement: rollback }).catch(() => undefined);
      end();
    };
    return {
      async run(statement) {
        if (!mine) throw new Error("A transaction took too long and was taken back.");
        clearTimeout(pause);
        try {
          return await send({ kind: "within", statement });
        } finally {
          if (mine) pause = setTimeout(giveUp, longestPauseMs);
        }
      },
      end,
    };
  };

  return {
    run(statement) {
      written = true;
      return ask({ kind: "run", statement });
    },
    async together(statements) {
      written = true;
      await ask({ kind: "together", statements });
    },
    turn() {
      written = true;
      return new Promise((done, failed) =>
        lineUp(() => {
          held = true;
          send({ kind: "run", statement: begin }).then(
            () => done(take()),
            (error: Error) => {
              free();
              failed(error);
            },
          );
        }),
      );
    },
    ask,
    hasWritten() {
      const before = written;
      written = false;
      return before;
    },
    end,
  };
}

/** A writer on a thread of its own. A fault of the thread itself is a fault of the process. */
export function openWriterBeside(file: string): Writer {
  const thread = openThread(file);
  type Waiting = { done: (result: Result) => void; failed: (error: Error) => void };
  // The thread answers in the order it is asked.
  const waiting: Waiting[] = [];
  let ending = false;
  thread.on("message", ({ result, fault }: Answer) => {
    const asked = waiting.shift();
    if (fault) asked?.failed(asError(fault));
    else asked?.done(result);
  });
  thread.on("exit", () => {
    const gone = new Error("The writer has ended.");
    for (const { failed } of waiting.splice(0)) failed(gone);
    if (!ending) throw gone;
  });
  const send = (work: Work): Promise<Result> =>
    new Promise((done, failed) => {
      waiting.push({ done, failed });
      thread.postMessage(work);
    });
  return openWriter(send, async () => {
    ending = true;
    try {
      await send({ kind: "close" });
    } finally {
      await thread.terminate();
    }
  });
}

function openThread(workerData: string): Worker {
  if (!import.meta.url.endsWith(".ts"))
    return new Worker(new URL("./writer-thread.mjs", import.meta.url), { workerData });
  // While developing the sources run as they are, and a thread does not know by itself how to read them.
  const source = JSON.stringify(new URL("./writer-thread.ts", import.meta.url).href);
  const begin = `import("tsx/esm/api").then(({ register }) => (register(), import(${source})))`;
  return new Worker(begin, { eval: true, workerData });
}
