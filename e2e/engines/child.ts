/** A program that a test starts: it has a folder of its own, says when it is ready, and goes with the test. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const longestMs = 45_000;

/** All that a program gets of the environment. */
export type Environment = Record<string, string | undefined>;

export type Child = {
  process: ChildProcess;
  /** What of its first words was looked for. */
  said: string;
  end(): Promise<void>;
};

/** A new empty folder, and how to remove it. */
export function ownFolder(name: string): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), `clearing-${name}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/**
 * Starts a program and waits until it has written what `ready` looks for, which is its first group;
 * where nothing is to be looked for, until it runs.
 * @throws when it ends before that, or takes too long, with everything it wrote
 */
export async function start(path: string, args: string[], env: Environment, ready: RegExp | null): Promise<Child> {
  const child = spawn(path, args, { env: env as NodeJS.ProcessEnv, stdio: ["ignore", "pipe", "pipe"], detached: true });
  let output = "";
  // A browser is a family of processes, which ends as one.
  const kill = (): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    } catch {
      // They are gone already.
    }
  };
  process.once("exit", kill);
  const closed = once(child, "close").catch(() => undefined);
  const said = await new Promise<string>((done, failed) => {
    const fail = (what: string): void => failed(new Error(`${path} ${what}.\n${output}`));
    const slow = setTimeout(() => fail("did not say that it is ready"), longestMs);
    const succeed = (words: string): void => {
      clearTimeout(slow);
      done(words);
    };
    const listen = (text: string): void => {
      output += text;
      const found = ready?.exec(output)?.[1];
      if (found !== undefined) succeed(found);
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", listen);
    if (ready === null) child.once("spawn", () => succeed(""));
    child.once("error", (fault) => fail(fault.message));
    child.once("close", () => fail("ended"));
  }).catch((fault: unknown) => {
    kill();
    throw fault;
  });
  const end = async (): Promise<void> => {
    process.off("exit", kill);
    kill();
    await closed;
  };
  return { process: child, said, end };
}
