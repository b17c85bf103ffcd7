/** How far a document has come: told to its readers, and believed when they come back with it and it is ours. */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { PlaceSaid } from "../../lib/yjs-wire.ts";
import type { Epochs } from "../records/records.ts";

/** A reader that is told where the document stands hears it again this long after, at the earliest. */
const tellEveryMs = 5_000;
const longestClaim = 100;

export type Place = Awaited<ReturnType<typeof openPlace>>;

/**
 * Opens what a document knows of its own life.
 * @param born since when there is anything in it, in ms since 1970: what was lost before says nothing to its readers
 * @param reached the number of the last change that is on disk
 */
export async function openPlace(epochs: Epochs, name: string, born: number, reached: () => number) {
  let life = await epochs.of(name);
  let raising: Promise<void> = Promise.resolve();
  const hearers = new Set<() => void>();

  const signed = (seq: number): string =>
    createHmac("sha256", epochs.secret)
      .update(JSON.stringify([name, life.epoch, seq]))
      .digest("base64url");

  /** Whether this server, or the one it was set back from, has given this place of the epoch that is now. */
  const isOurs = (seq: number, signature: string): boolean => {
    const expected = Buffer.from(signed(seq));
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected);
  };

  const compare = async (claim: string): Promise<void> => {
    const [epoch, seq = "", signature = ""] = claim.length > longestClaim ? [] : claim.split(".");
    if (epoch !== life.epoch || !/^\d{1,15}$/.test(seq)) return;
    if (Number(seq) <= reached() || !isOurs(Number(seq), signature)) return;
    life = await epochs.raise(name);
    for (const hear of hearers) hear();
  };

  const said = (): PlaceSaid => {
    const seq = reached();
    const { epoch, setBack } = life;
    const tells = setBack !== null && setBack.at > born;
    return { epoch, place: `${epoch}.${seq}.${signed(seq)}`, setBack: tells ? setBack : null, now: epochs.now() };
  };

  return {
    /**
     * Looks at the place that a reader comes back with. Only one that was really given here, and is further than this
     * document has come, proves that what was kept is lost; any other says nothing.
     */
    claim(claim: string): Promise<void> {
      const compared = raising.then(() => compare(claim));
      // Whoever made a claim hears when it could not be looked at; the next one is looked at all the same.
      raising = compared.catch(() => undefined);
      return compared;
    },

    /** Tells one reader where the document stands: at once, when its life is another, and now and then as it grows. */
    tell(send: (said: PlaceSaid) => void): { moved: () => void; stop: () => void } {
      let told = -1;
      let timer: NodeJS.Timeout | undefined;
      const tell = (): void => {
        told = reached();
        send(said());
      };
      const later = (): void => {
        timer = undefined;
        if (reached() === told) return;
        tell();
        timer = setTimeout(later, tellEveryMs);
      };
      hearers.add(tell);
      tell();
      return {
        /** Something has come that is on disk. */
        moved(): void {
          if (timer === undefined) later();
        },
        stop(): void {
          hearers.delete(tell);
          clearTimeout(timer);
        },
      };
    },
  };
}
