/** How much of the process each seat may use: what is done for it is timed, and who has used theirs up waits. */

/** Work in steps of a few ms at most. Between any two of them others may have their turn. */
export type Steps<T = void> = Generator<void, T, undefined>;

// ms of work for one seat, over all its connections and both documents: saved up at most, and given each second.
// A fast typist needs 2 of them a second, the first minute of a page of many years 300.
const mostSavedMs = 1_000;
const givenASecondMs = 200;
// How long messages may keep the process in one turn of its event loop, and how long one piece of work may go on.
const turnMs = 8;
const stintMs = 4;

// What is shorter is not worth a look at what the process has used.
const sureMs = 1;

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

type Task = { steps: Steps; done: () => void };

/** What one seat has left. */
export type Purse = {
  /**
   * Does something for the seat: now, where it has time left and nothing of it waits, else in its turn.
   * @param work gives what is left to do, if it is more than one step. It does not throw, nor do its steps.
   * @param done called once it is done, where it was not done at once
   * @returns whether it was done at once
   */
  run(work: () => Steps | undefined, done: () => void): boolean;
  /** How long the seat has to wait until it has time again, in ms; 0 while it has some. */
  wait(): number;
};

type Account = { saved: number; filled: number; users: number; tasks: Task[]; isHouse: boolean };

export type Budget = ReturnType<typeof openBudget>;

const newAccount = (isHouse: boolean): Account => ({
  saved: mostSavedMs,
  filled: performance.now(),
  users: 0,
  tasks: [],
  isHouse,
});

/** What an account has left, in ms; below zero where it owes. */
function left(account: Account): number {
  // The server's own work, as to open a document, stands behind who has time and before who has not.
  if (account.isHouse) return mostSavedMs / 2;
  const now = performance.now();
  account.saved = Math.min(mostSavedMs, account.saved + ((now - account.filled) * givenASecondMs) / 1_000);
  account.filled = now;
  return account.saved;
}

/** How long it takes, in ms, until who has so much left has time again. */
const waitOf = (ahead: number): number => Math.max(0, Math.ceil((-ahead * 1_000) / givenASecondMs) + 1);

/** Who has the most time left comes first, so that whoever uses little never waits for whoever uses much. */
function firstOf(queue: Iterable<Account>): Account | null {
  let best: Account | null = null;
  for (const account of queue) if (best === null || left(account) > left(best)) best = account;
  return best;
}

/** Tells what work has cost. On a busy machine much of the time goes to other programs: that is not the seat's. */
function openWatch() {
  // What the process had used when it was last looked at.
  let cpu = cpuMs();
  return {
    look(): void {
      cpu = cpuMs();
    },
    /** What the last `ms` have cost, in ms. */
    cost(ms: number): number {
      if (ms < sureMs) return ms;
      const now = cpuMs();
      const own = Math.min(ms, now - cpu);
      cpu = now;
      return own;
    },
  };
}

/** Opens the accounts of all seats. */
export function openBudget() {
  const accounts = new Map<string, Account>();
  const queue = new Set<Account>();
  let used = 0;
  const watch = openWatch();
  let ending = false;
  let timer: NodeJS.Timeout | undefined;

  const house = newAccount(true);

  const charge = (account: Account, ms: number): void => {
    account.saved -= ms;
    used += ms;
    if (!ending) endTurnSoon();
  };

  const endTurnSoon = (): void => {
    ending = true;
    setImmediate(endTurn);
  };

  /** Goes on with the first task of an account. The server's own take turns: one space is not opened after another's work. */
  const goOn = (account: Account): void => {
    const [task] = account.tasks;
    if (!task) return;
    const began = performance.now();
    let finished: boolean | undefined;
    let now = began;
    while (!finished && now - began < stintMs) {
      finished = task.steps.next().done;
      now = performance.now();
    }
    charge(account, watch.cost(now - began));
    if (!finished && account.isHouse) account.tasks.push(...account.tasks.splice(0, 1));
    if (!finished) return;
    account.tasks.shift();
    if (account.tasks.length === 0) queue.delete(account);
    task.done();
  };

  const first = (): Account | null => firstOf(queue);

  const endTurn = (): void => {
    clearTimeout(timer);
    const began = performance.now();
    watch.look();
    ending = true;
    for (let next = first(); next !== null; next = first()) {
      const ahead = left(next);
      // Nobody who waits has time left: nothing is done until somebody has.
      if (ahead <= 0) {
        timer = setTimeout(endTurn, waitOf(ahead));
        break;
      }
      goOn(next);
      if (performance.now() - began > turnMs) break;
    }
    used = 0;
    ending = false;
    const best = first();
    if (best !== null && left(best) > 0) endTurnSoon();
  };

  const enqueue = (account: Account, task: Task): void => {
    account.tasks.push(task);
    queue.add(account);
    if (!ending) endTurnSoon();
  };

  const purse = (account: Account): Purse => ({
    run(work, done) {
      if (account.tasks.length > 0 || used >= turnMs || left(account) <= 0) {
        enqueue(account, { steps: inSteps(work), done });
        return false;
      }
      const began = performance.now();
      const steps = work();
      charge(account, watch.cost(performance.now() - began));
      if (!steps) return true;
      enqueue(account, { steps, done });
      return false;
    },
    wait() {
      const ahead = left(account);
      return ahead > 0 ? 0 : waitOf(ahead);
    },
  });

  return {
    /** The purse of a seat, until `release` is called. What was used up stays used up for whoever comes back. */
    of(seat: string): { purse: Purse; release: () => void } {
      const account = accounts.get(seat) ?? newAccount(false);
      accounts.set(seat, account);
      account.users += 1;
      const release = (): void => {
        account.users -= 1;
        const forget = (): void => {
          if (account.users === 0) accounts.delete(seat);
        };
        if (left(account) >= mostSavedMs) forget();
        else setTimeout(forget, (mostSavedMs * 1_000) / givenASecondMs).unref();
      };
      return { purse: purse(account), release };
    },

    /** Does work of the server's own, in turn with what is done for the seats. */
    work<T>(steps: Steps<T>): Promise<T> {
      return new Promise((done, failed) => {
        const all = function* (): Steps {
          try {
            done(yield* steps);
          } catch (error) {
            failed(error as Error);
          }
        };
        enqueue(house, { steps: all(), done: () => {} });
      });
    },
  };
}

function* inSteps(work: () => Steps | undefined): Steps {
  const rest = work();
  if (rest) yield* rest;
}
