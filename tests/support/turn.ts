/** A real TURN server for a test: coturn on loopback, with a secret of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes, randomInt } from "node:crypto";
import { createSocket } from "node:dgram";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findTurnServer } from "../../scripts/turn.mjs";
import { answers } from "./stun.ts";

export type Turn = {
  port: number;
  secret: string;
  /** The settings of a server that uses it. */
  settings: { TURN_URLS: string; TURN_SECRET: string };
  process: ChildProcess;
  end(): Promise<void>;
};

/**
 * Starts coturn and waits until it answers. Where there is no coturn it gives why, as a sentence.
 * @param more lines of its configuration besides those that keep it on this machine
 */
export async function startTurn(more: readonly string[] = []): Promise<Turn | { why: string }> {
  const found = await findTurnServer();
  if (found.path === null) {
    console.log(`The tests of the relay are skipped: ${found.why}`);
    return { why: found.why };
  }
  const folder = mkdtempSync(join(tmpdir(), "clearing-turn-"));
  const secret = randomBytes(24).toString("base64url");
  const port = await freeUdpPort();
  // In a file, because a line that another version does not know is passed over there, and ends it on the command line.
  writeFileSync(join(folder, "turnserver.conf"), configuration(folder, port, secret) + more.join("\n"));
  const child = spawn(found.path, ["-c", join(folder, "turnserver.conf")], {
    cwd: folder,
    env: { ...process.env, ...found.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.once("error", (fault) => (output += fault.message));
  const closed = new Promise<void>((done) => child.once("close", () => done()));
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  const end = async (): Promise<void> => {
    process.off("exit", kill);
    kill();
    await closed;
    rmSync(folder, { recursive: true, force: true });
  };
  const gone = new AbortController();
  void closed.then(() => gone.abort());
  try {
    await answers(port, gone.signal);
  } catch (fault) {
    await end();
    throw new Error(`coturn did not answer.\n${output}`, { cause: fault });
  }
  const settings = { TURN_URLS: `turn:127.0.0.1:${port}?transport=udp`, TURN_SECRET: secret };
  return { port, secret, settings, process: child, end };
}

/** Everything on loopback, where nobody else is; no other way in, and no file outside of the folder. */
const configuration = (folder: string, port: number, secret: string): string => `
listening-ip=127.0.0.1
listening-port=${port}
relay-ip=127.0.0.1
allow-loopback-peers
no-multicast-peers
no-cli
no-tcp
no-tls
no-dtls
fingerprint
realm=clearing
use-auth-secret
static-auth-secret=${secret}
userdb=${join(folder, "users")}
pidfile=${join(folder, "pid")}
log-file=stdout
`;

/** Below the ports that a system gives away by itself, so that nothing takes it before coturn does. */
async function freeUdpPort(): Promise<number> {
  for (;;) {
    const socket = createSocket("udp4");
    const port = randomInt(20_000, 32_000);
    const isFree = new Promise<boolean>((done) => {
      socket.once("error", () => done(false)).bind({ port, address: "127.0.0.1", exclusive: true }, () => done(true));
    });
    const found = await isFree;
    socket.close();
    if (found) return port;
  }
}
