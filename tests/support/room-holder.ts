/** A small server for what is held: Socket.IO that remembers what it hears and answers as it is told. */
import { EventEmitter, once } from "node:events";
import { type Server as HttpServer, createServer } from "node:http";
import { Server, type Socket } from "socket.io";
import type { Act } from "../../lib/acts.ts";
import type { Beat } from "../../lib/rtc.ts";
import type { ActAnswer, ClientEvents, ServerEvents } from "../../lib/wire.ts";

export type Holder = Awaited<ReturnType<typeof startHolder>>;

/** Starts a server on a port of its own, or on the one that `http` listens on. Undo: `close()`. */
export async function startHolder(http: HttpServer = createServer()) {
  const wire = new Server<ClientEvents, ServerEvents>(http, {
    transports: ["websocket"],
    destroyUpgrade: false,
    pingInterval: 20,
  });
  const changed = new EventEmitter().setMaxListeners(0);
  const beats: Beat[] = [];
  const spaces: unknown[] = [];
  const ends: string[] = [];
  let refusal: number | null = null;
  let answer: ((act: Act) => ActAnswer | null) | null = null;

  wire.use((socket, next) => {
    spaces.push((socket.handshake.auth as { space?: unknown }).space);
    changed.emit("changed");
    next(refusal === null ? undefined : Object.assign(new Error("refused"), { data: { code: refusal } }));
  });
  wire.on("connection", (socket) => {
    socket.on("beat", (beat) => {
      beats.push(beat);
      changed.emit("changed");
    });
    socket.on("act", (act, reply) => {
      const said = answer?.(act) ?? null;
      if (said) reply(said);
      changed.emit("changed");
    });
    socket.on("disconnect", (reason) => {
      ends.push(reason);
      changed.emit("changed");
    });
  });
  if (!http.listening) {
    http.listen(0, "127.0.0.1");
    await once(http, "listening");
  }
  const { port } = http.address() as { port: number };

  return {
    origin: `http://127.0.0.1:${port}`,
    beats,
    /** The space that each connection asked for. */
    spaces,
    /** How each connection ended, in Socket.IO's words. */
    ends,
    refuse: (code: number | null): void => void (refusal = code),
    /** How acts are answered; null leaves them unanswered. */
    answer: (how: typeof answer): void => void (answer = how),
    sockets: (): Socket<ClientEvents, ServerEvents>[] => [...wire.of("/").sockets.values()],
    async until(so: () => boolean): Promise<void> {
      while (!so()) await once(changed, "changed");
    },
    close: (): Promise<void> => wire.close(),
  };
}
