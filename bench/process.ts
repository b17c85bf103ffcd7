/** What a process has used so far, as Linux counts it. Source: proc(5). */
import { readFileSync } from "node:fs";

/** User and system time, in µs: fields 14 and 15 of `stat`, 100 ticks a second. */
export function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}

/** Memory that is in use, in MB. */
export const megabytesOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
