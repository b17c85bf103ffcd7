/** The secret of an invitation in the browser: in the fragment of the address, or kept for this tab until it is used. */
import { secretIn } from "../../lib/secret.ts";
import { keepsOf } from "../browser/storage.ts";
import { newPress } from "../parts/sit-down.ts";

const place = "invitation";
const pressPlace = "invitation-press";

/**
 * The secret this tab came with. A fragment goes before what was kept: it is the newer one. One that holds no secret is
 * given as it is, so that its person is told that it opens nothing.
 */
export function foundSecret(): string | null {
  const fragment = location.hash.slice(1);
  return fragment ? (secretIn(location.hash) ?? fragment.slice(0, 200)) : keepsOf().tab.getItem(place);
}

/** Keeps a pasted secret for this tab, so that a reload does not ask for it again. */
export function keepSecret(secret: string): void {
  forgetPress();
  keepsOf().tab.setItem(place, secret);
}

/** The press by which this tab has asked for the seat, if it has and no answer has come. */
export const pressBefore = (): string | null => keepsOf().tab.getItem(pressPlace);

/**
 * Names the press by which this tab asks for the seat. It is the same after a reload: the seat may have been taken by it
 * and the answer lost, and then it is found again.
 */
export function pressHere(): string {
  const press = pressBefore() ?? newPress();
  keepsOf().tab.setItem(pressPlace, press);
  return press;
}

/** Another invitation is asked for by another press. */
export const forgetPress = (): void => keepsOf().tab.removeItem(pressPlace);

/** Takes the secret out of the address, the history and this tab. */
export function forgetSecret(): void {
  forgetPress();
  keepsOf().tab.removeItem(place);
  history.replaceState(history.state, "", location.pathname);
}
