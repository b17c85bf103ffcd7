/** The secret of an invitation in the browser: in the fragment of the address, or kept for this tab until it is used. */
import { secretIn } from "../../lib/secret.ts";
import { keepsOf } from "../browser/storage.ts";

const place = "invitation";

/**
 * The secret this tab came with. A fragment goes before what was kept: it is the newer one. One that holds no secret is
 * given as it is, so that its person is told that it opens nothing.
 */
export function foundSecret(): string | null {
  const fragment = location.hash.slice(1);
  return fragment ? (secretIn(location.hash) ?? fragment.slice(0, 200)) : keepsOf().tab.getItem(place);
}

/** Keeps a pasted secret for this tab, so that a reload does not ask for it again. */
export const keepSecret = (secret: string): void => keepsOf().tab.setItem(place, secret);

/** Takes the secret out of the address, the history and this tab. */
export function forgetSecret(): void {
  keepsOf().tab.removeItem(place);
  history.replaceState(history.state, "", location.pathname);
}
