/** The log: what happened to the machine, never what people wrote, who they are or where they met. */
import pino, { type Logger } from "pino";

export type Log = Pick<Logger, "info" | "warn" | "error" | "fatal">;

export const openLog = (level: string): Logger => pino({ level, base: null });

/** An error as it may be logged: its name, code and place in our code. Messages can quote what people wrote. */
export function traceOf(error: unknown): { name: string; code?: string; at?: string } {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  const frames = error.stack?.split("\n").filter((line) => line.trimStart().startsWith("at "));
  return {
    name: error.name,
    ...(code && { code }),
    ...(frames?.length && { at: frames.slice(0, 6).join(" ").trim() }),
  };
}
