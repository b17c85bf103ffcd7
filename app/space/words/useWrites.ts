import { useRoom } from "../../live/room.ts";

/** Whether anything can be written on this screen now. A stopped page can be read, not written. */
export function useWrites(): boolean {
  return useRoom().shared.writable;
}
