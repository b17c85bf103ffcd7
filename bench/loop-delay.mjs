/** Loaded into a server before it starts: says how long its event loop stood still at worst, whenever it is asked. */
import { monitorEventLoopDelay } from "node:perf_hooks";

const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
process.on("message", () => {
  process.send?.({ worst: delay.max / 1e6 });
  delay.reset();
});
process.channel?.unref();
