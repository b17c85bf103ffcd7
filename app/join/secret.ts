/** The secret of an invitation in the browser: in the fragment of the address, or kept for this tab until it is used. */
import { keepsOf } from "../browser/storage.ts";

const place = "invitation";

/** The secret in what a person pasted: a whole link, or only what stands behind its `#`. Null when there is none. */
export function secretIn(pasted: string): string | null {
  const words = pasted.replace(/\s+/g, "");
  const secret = words.slice(words.lastIndexOf("#") + 1);
  return /^[\w-]{8,200}$/.test(secret) ? secret : null;
}

/** The secret this tab came with. A fragment goes before what was kept: it is the newer one. */
export const foundSecret = (): string | null => secretIn(location.hash) ?? keepsOf().tab.getItem(place);

/** Keeps a pasted secret for this tab, so that a reload does not ask for it again. */
export const keepSecret = (secret: string): void => keepsOf().tab.setItem(place, secret);

/** Takes the secret out of the address, the history and this tab. */
export function forgetSecret(): void {
  keepsOf().tab.removeItem(place);
  history.replaceState(history.state, "", location.pathname);
}
