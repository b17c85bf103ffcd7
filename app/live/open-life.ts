/** The life of a page from its first connection to its end, and again from there where it can be opened again. */
import { closeCodes } from "../../lib/wire.ts";
import { sentenceFor } from "./close-sentences.ts";
import type { Copy } from "./copies.ts";
import { type Instance, openInstance } from "./instance.ts";
import { openEpoch } from "./loss.ts";
import { type PageLife, nextOf, stopped } from "./page-life.ts";
import type { PageParts } from "./page-state.ts";
import { openReplacing } from "./replacing.ts";

/** After these the document is thrown away and loaded again; after the others the page stops. */
const renewedAfter: readonly number[] = [closeCodes.refused, closeCodes.otherEpoch, closeCodes.tooLarge];

type Hears = {
  /** The life, its document or its loss may be another now. */
  changed(): void;
  waits(sections: string[]): void;
  /** Words of this page have lost what they stood on. */
  buried(copies: Copy[]): void;
};

/** Begins the life of a page. */
export function openLife(parts: PageParts, { changed, waits, buried }: Hears) {
  const epoch = openEpoch();
  let life: PageLife = { is: "in step", shown: begin(true) };
  const replacing = openReplacing(parts, epoch, { life: now, become, show: changed, begin: () => begin(false) });

  function now(): PageLife {
    return life;
  }

  function become(next: PageLife): void {
    life = next;
  }

  function begin(restores: boolean): Instance {
    /** Something that the line tells, and what comes of it. */
    const heard =
      <T extends unknown[]>(then: (...told: T) => void) =>
      (...told: T): void => {
        then(...told);
        changed();
      };
    const instance = openInstance({ ...parts, mayWrite }, restores, epoch.place, {
      changed: heard(() => {
        if (instance === nextOf(life) && instance.isOpened()) replacing.turnOver();
        if (instance.isOnline()) replacing.again();
      }),
      placed: heard((said) => replacing.placed(instance, said)),
      setBack: heard(() => replacing.setBack(instance)),
      waits,
      buried,
      closed: heard((code, said) => {
        if (renewedAfter.includes(code)) replacing.refuse(instance, said || sentenceFor(code));
        else end(code);
      }),
    });
    return instance;
  }

  /** Whether this seat may write a section now, and it does not wait. */
  function mayWrite(section: string): boolean {
    return life.is !== "stopped" && parts.rules.right(parts.seat, section) === "yes";
  }

  /** The line is closed for good. */
  function end(code: number): void {
    if (life.is === "stopped") return;
    if (code === closeCodes.erased) life.shown.outbox.forget();
    const [before, why] = [life, sentenceFor(code)];
    if (code === closeCodes.tooManyTabs) return become(stopped(before, why, before));
    replacing.stop();
    nextOf(before)?.close();
    become(stopped(before, why));
  }

  /** Connects anew at once. */
  function reconnect(): void {
    if (life.is !== "stopped") (nextOf(life) ?? life.shown).reconnect();
  }

  return {
    now,
    loss: epoch.loss,
    reconnect,
    openAgain(): void {
      if (life.is !== "stopped" || !life.before) return;
      become(life.before);
      reconnect();
      changed();
    },
    close(): void {
      replacing.stop();
      nextOf(life.is === "stopped" && life.before ? life.before : life)?.close();
      life.shown.close();
    },
  };
}
