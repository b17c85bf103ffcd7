/** The configuration, read once from the environment. Everything has a default that works. */
import { resolve } from "node:path";

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
