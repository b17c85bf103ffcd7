/** A port on which something can be started, and started again. */
import { once } from "node:events";
import { createServer } from "node:net";

// Below those that the system gives to whoever asks for any: nobody else takes it while its server is down.
const ports = { from: 12_000, to: 32_000 };

/** Gives a port of this machine on which nobody listens. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = ports.from + Math.floor(Math.random() * (ports.to - ports.from));
    const holder = createServer().listen(port, "127.0.0.1");
    const isFree = await once(holder, "listening").then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    holder.close();
    await once(holder, "close");
    return port;
  }
}
