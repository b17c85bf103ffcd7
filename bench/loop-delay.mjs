/**
 * Loaded into a server before it starts: says, whenever it is asked, how long its event loop stood still at worst, and
 * how much of that was its own work. The second does not grow when the machine does other things beside it.
 */
import { readFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";

const everyMs = 5;
// What the system has let the main thread use of a processor, in ns; see proc_pid_schedstat in Linux' documentation.
const usedMs = () => Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, "utf8").split(" ")[0]) / 1e6;

const delay = monitorEventLoopDelay({ resolution: everyMs });
delay.enable();
let worstOwn = 0;
let before = usedMs();
setInterval(() => {
  const now = usedMs();
  worstOwn = Math.max(worstOwn, now - before);
  before = now;
}, everyMs).unref();

process.on("message", () => {
  process.send?.({ worst: delay.max / 1e6, own: worstOwn });
  delay.reset();
  worstOwn = 0;
});
process.channel?.unref();
