/** `WebSocket.OPEN`, which is not there in every place this runs. */
const openState = 1;

/** Whether a socket takes words: it is there, open, and no goodbye is on its way from either side. */
export const isOpen = (socket: Pick<WebSocket, "readyState"> | null | undefined): boolean =>
  socket?.readyState === openState;
