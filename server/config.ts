/** The configuration, read once from the environment. Everything has a default that works. */
import { resolve } from "node:path";
import type { Relays } from "./ice.ts";

export type Config = {
  dev: boolean;
  /** 0 lets the system choose. */
  port: number;
  host: string;
  dataDir: string;
  /** The address people use, without a slash at the end; null means `http://localhost:` and the port in use. */
  publicUrl: string | null;
  /** How many proxies of the operator's stand in front. Their word on where a request comes from is believed. */
  proxies: number;
  /** Where browsers of a call find their way to each other. */
  relays: Relays;
  logLevel: string;
};

/** A setting that cannot be used. The message names it, says what it holds and what it may hold. */
export class WrongSetting extends Error {}

const logLevels = ["fatal", "error", "warn", "info", "debug", "silent"];
const loopback = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Reads the configuration.
 * @throws WrongSetting for a value that cannot be used
 */
export function readConfig(env: NodeJS.ProcessEnv, args: readonly string[]): Config {
  for (const name of ["DATABASE_URL", "REDIS_URL"])
    if (env[name])
      throw new WrongSetting(`${name} is set, but this version keeps everything in SQLite. Leave it empty.`);
  return {
    dev: args.includes("--dev"),
    port: readNumber("PORT", env.PORT || "3000", 65535),
    host: env.HOST || "127.0.0.1",
    dataDir: resolve(env.DATA_DIR || "data"),
    publicUrl: env.PUBLIC_URL ? readPublicUrl(env.PUBLIC_URL) : null,
    proxies: readNumber("PROXIES", env.PROXIES || "0", 9),
    relays: readRelays(env),
    logLevel: readOneOf("LOG_LEVEL", env.LOG_LEVEL || "info", logLevels),
  };
}

function readNumber(name: string, value: string, most: number): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number > most)
    throw new WrongSetting(`${name} is "${value}". It must be a number from 0 to ${most}.`);
  return number;
}

function readPublicUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:") || url.pathname !== "/" || url.search || url.hash)
    throw new WrongSetting(
      `PUBLIC_URL is "${value}". It must be an address such as https://clearing.example, without a path.`,
    );
  if (url.protocol === "http:" && !loopback.includes(url.hostname))
    throw new WrongSetting(`PUBLIC_URL is "${value}". Any address but localhost must begin with https://.`);
  return url.origin;
}

// RFC 7064 and RFC 7065: a scheme, a host or an address, a port, and for TURN how to get there.
const authority = String.raw`((?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::[1-9]\d{0,4})?)`;
const stunUrl = new RegExp(`^stuns?:${authority}$`, "i");
const turnUrl = new RegExp(`^turns?:${authority}(?:\\?transport=(?:udp|tcp))?$`, "i");
const shortestSecret = 16;

function readRelays(env: NodeJS.ProcessEnv): Relays {
  const stun = readUrls("STUN_URLS", env.STUN_URLS, stunUrl, "stun:stun.example.org:3478");
  const turn = readUrls("TURN_URLS", env.TURN_URLS, turnUrl, "turn:turn.example.org:3478?transport=udp");
  const secret = env.TURN_SECRET || null;
  if (turn.length > 0 && secret === null)
    throw new WrongSetting("TURN_SECRET is empty. With TURN_URLS it must be the secret that the TURN server has.");
  if (secret !== null && turn.length === 0)
    throw new WrongSetting("TURN_SECRET is set, and TURN_URLS is not. It must say where that server is.");
  if (secret !== null && secret.length < shortestSecret)
    throw new WrongSetting(`TURN_SECRET is too short. It must have ${shortestSecret} characters or more.`);
  const relayOnly = readOneOf("RELAY_ONLY", env.RELAY_ONLY || "no", ["yes", "no"]) === "yes";
  if (relayOnly && turn.length === 0)
    throw new WrongSetting("RELAY_ONLY is yes, and TURN_URLS is empty. It must say where the relay is.");
  return { stun, turn, secret, relayOnly };
}

function readUrls(name: string, value: string | undefined, form: RegExp, example: string): string[] {
  const urls = (value ?? "").split(",").map((url) => url.trim().toLowerCase());
  const given = urls.filter((url) => url !== "");
  // A browser throws on an address that is none, and no call would ever begin.
  const isAddress = (url: string): boolean => URL.canParse(`http://${form.exec(url)?.[1] ?? ""}`);
  if (!given.every(isAddress))
    throw new WrongSetting(`${name} is "${value}". It must be addresses such as ${example}, with commas between.`);
  return given;
}

function readOneOf(name: string, value: string, known: readonly string[]): string {
  if (!known.includes(value)) throw new WrongSetting(`${name} is "${value}". It must be one of: ${known.join(", ")}.`);
  return value;
}

/** The origins a browser may come from: the public one, and on this machine its other spellings of localhost. */
export function originsOf(publicUrl: string): readonly string[] {
  const { hostname, port, protocol } = new URL(publicUrl);
  if (!loopback.includes(hostname)) return [publicUrl];
  return loopback.map((name) => new URL(`${protocol}//${name}:${port}`).origin);
}
