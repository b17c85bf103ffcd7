/** A real TURN server for a test: coturn on loopback, with a secret of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
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

/** Starts coturn and waits until it answers. Where there is no coturn it gives why, as a sentence. */
export async function startTurn(): Promise<Turn | { why: string }> {
  const found = findTurnServer();
  if (found.path === null) return { why: found.why };
  const folder = mkdtempSync(join(tmpdir(), "clearing-turn-"));
  const secret = randomBytes(24).toString("base64url");
  const port = await freeUdpPort();
  const child = spawn(
    found.path,
    [
      ["-n", "--no-cli", "--no-tls", "--no-dtls", "--no-tcp", "--fingerprint", "--allow-loopback-peers"],
      ["--listening-ip", "127.0.0.1", "--relay-ip", "127.0.0.1", "--listening-port", String(port)],
      ["--use-auth-secret", "--static-auth-secret", secret, "--realm", "clearing"],
      ["--log-file", "stdout", "--pidfile", join(folder, "pid"), "--userdb", join(folder, "users")],
    ].flat(),
    { cwd: folder, stdio: "ignore" },
  );
  const end = async (): Promise<void> => {
    process.off("exit", kill);
    if (child.exitCode === null && child.signalCode === null) {
      const closed = once(child, "close");
      child.kill("SIGKILL");
      await closed;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  try {
    await answers(port);
  } catch (fault) {
    await end();
    throw new Error("coturn did not answer.", { cause: fault });
  }
  const settings = { TURN_URLS: `turn:127.0.0.1:${port}?transport=udp`, TURN_SECRET: secret };
  return { port, secret, settings, process: child, end };
}

async function freeUdpPort(): Promise<number> {
  const socket = createSocket("udp4").bind(0, "127.0.0.1");
  await once(socket, "listening");
  const { port } = socket.address();
  socket.close();
  await once(socket, "close");
  return port;
}
