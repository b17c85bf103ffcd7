/** A window for tests without a browser: events, visibility and a choice of storages. */
import { newStorage } from "./room-pages.ts";

export type TestWindow = ReturnType<typeof newWindow>;

export function newWindow() {
  const events = new EventTarget();
  const inside = new EventTarget();
  const document = {
    visibilityState: "visible",
    addEventListener: inside.addEventListener.bind(inside),
    removeEventListener: inside.removeEventListener.bind(inside),
  };
  const page = {
    document,
    localStorage: newStorage(),
    sessionStorage: newStorage(),
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
  };
  return {
    page: page as unknown as Window,
    /** Something happens to the window. Gives whether nobody objected. */
    send: (name: string, fields: object = {}): boolean =>
      events.dispatchEvent(Object.assign(new Event(name, { cancelable: true }), fields)),
    /** The tab is hidden, or seen again. */
    show(visible: boolean): void {
      document.visibilityState = visible ? "visible" : "hidden";
      inside.dispatchEvent(new Event("visibilitychange"));
    },
  };
}
