/** A real server for a test: the built program as its own process, with its own port and data. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { waitFor } from "./heard.ts";
import { freePort } from "./port.ts";

const project = resolve(import.meta.dirname, "../..");
const program = join(project, "dist/server.mjs");
const opened = /^Clearing is open at (\S+)$/m;
/** Only for a server that hangs: the test then ends with its output instead of with the runner's bare timeout. */
const longestWaitMs = 90_000;

/** Well before the server looks by itself, every 15 s, whether everybody still has their seat: what is done by then was done at once. */
export const beforeTheNextLookMs = 12_000;

export type Server = {
  readonly origin: string;
  readonly port: number;
  readonly dataDir: string;
  /** The process that runs now; another one after each restart. */
  readonly process: ChildProcess;
  /** Everything that was written so far, by every process of this server. */
  output(): string;
  /**
   * Waits until these words have been written, which comes on another way than an answer does.
   * @param from after so many signs of the output
   * @returns what was written after them
   */
  said(words: string, from?: number): Promise<string>;
  /** Ends the process; the data stays. Gives the exit code, null where the signal ended it. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /**
   * Ends the process if it still runs, and starts the next one on the same data and the same port.
   * @param under a command that runs the next one, such as one with limits
   */
  restart(signal?: NodeJS.Signals, under?: readonly string[]): Promise<void>;
  /** The undo of `startServer`: ends the process and removes the data. */
  end(): Promise<void>;
};

/**
 * Starts a server and waits until it has said its address.
 * @param options.env settings besides PORT and DATA_DIR; nothing else of this process's environment reaches the server
 * @throws when it ends before that, with everything it wrote
 */
export async function startServer(options: { env?: Record<string, string> } = {}): Promise<Server> {
  if (!existsSync(program)) throw new Error("dist/server.mjs is missing. Run: npm run build");
  const dataDir = mkdtempSync(join(tmpdir(), "clearing-test-"));
  const runs: Run[] = [];
  const current = (): Run => runs.at(-1) ?? raise("The server has not been started.");
  const start = async (port: number, under?: readonly string[]): Promise<void> => {
    const run = open({ ...options.env, PORT: String(port), DATA_DIR: dataDir }, under);
    runs.push(run);
    await run.address;
  };
  const output = (): string => runs.map((run) => run.output()).join("");
  const clear = (): void => {
    current().child.kill("SIGKILL");
    rmSync(dataDir, { recursive: true, force: true });
  };
  const undo = (): void => {
    process.off("exit", clear);
    clear();
  };
  process.once("exit", clear);

  const port = await freePort();
  await start(port).catch((fault: unknown) => {
    undo();
    throw fault;
  });
  return {
    origin: `http://localhost:${port}`,
    port,
    dataDir,
    get process() {
      return current().child;
    },
    output,
    said: (words, from = 0) =>
      waitFor(
        () => (output().includes(words, from) ? output().slice(from) : null),
        (again) => {
          const timer = setInterval(again, 50);
          return () => clearInterval(timer);
        },
        () => `The server never said "${words}": ${output().slice(from)}`,
      ),
    stop: (signal) => close(current(), signal),
    restart: async (signal, under) => {
      await close(current(), signal);
      await start(port, under);
    },
    end: async () => {
      await close(current());
      undo();
    },
  };
}

/** Starts a server that is expected to refuse: gives its exit code, null where it had to be ended, and what it said. */
export async function tryToStart(settings: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const run = open({ PORT: "0", ...settings });
  const code = await Promise.race([
    once(run.child, "close").then(() => run.child.exitCode),
    run.address.then(() => null),
  ]).catch(() => run.child.exitCode);
  if (code === null) await close(run, "SIGKILL");
  return { code, output: run.output() };
}

/** One process of a server. `address` gives the address it said once it is open. */
type Run = { child: ChildProcess; output: () => string; address: Promise<string> };

function open(settings: Record<string, string>, under: readonly string[] = []): Run {
  const { PATH, HOME } = process.env;
  const [command, ...args] = [...under, process.execPath, "--enable-source-maps", program];
  const child = spawn(command ?? raise("There is nothing to run."), args, {
    cwd: project,
    env: { NODE_ENV: "production", PATH, HOME, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const address = new Promise<string>((done, failed) => {
    const fail = (what: string): void => failed(new Error(`The server ${what}.\n${output}`));
    const slow = setTimeout(() => {
      fail("did not say its address");
      child.kill("SIGKILL");
    }, longestWaitMs);
    const listen = (text: string): void => {
      output += text;
      const said = opened.exec(output)?.[1];
      if (said) done(said);
      if (said) clearTimeout(slow);
    };
    child.stdout.setEncoding("utf8").on("data", listen);
    child.stderr.setEncoding("utf8").on("data", listen);
    child.once("close", (code) => {
      clearTimeout(slow);
      fail(`ended with ${code} before it said its address`);
    });
  });
  return { child, output: () => output, address };
}

async function close({ child, output }: Run, signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const closed = once(child, "close", { signal: AbortSignal.timeout(longestWaitMs) });
    child.kill(signal);
    await closed.catch(() => {
      child.kill("SIGKILL");
      raise(`The server did not end on ${signal}.\n${output()}`);
    });
  }
  return child.exitCode;
}

function raise(message: string): never {
  throw new Error(message);
}
