/** One connection of the Socket.IO wire, and how it is ended. */
import type { Server, Socket } from "socket.io";
import { type ClientEvents, type ServerEvents, closeCodes } from "../../lib/wire.ts";
import type { Sitter } from "../records/records.ts";

/** `putOut`: ended because its person does not sit here any more, which is no lost line. */
type OnSocket = { sitter: Sitter; putOut?: boolean };
export type Wire = Server<ClientEvents, ServerEvents, Record<string, never>, OnSocket>;
export type RoomSocket = Socket<ClientEvents, ServerEvents, Record<string, never>, OnSocket>;

/** Says why, then ends the connection below, so that the browser does not take it for a lost line. */
export function closeWith(socket: RoomSocket, code: number): void {
  socket.data.putOut = code === closeCodes.signedOut || code === closeCodes.seatTaken;
  socket.emit("closed", code);
  socket.disconnect(true);
}
