/** The other's sound, played by this page. */

export type Sound = ReturnType<typeof openSound>;

/**
 * Plays what it is given.
 * @param waits called with whether the browser plays it only after a tap, or has stopped it
 */
export function openSound(waits: (forTap: boolean) => void) {
  const player = new Audio();
  let playing: MediaStreamTrack | null = null;
  // A telephone call, or headphones that are pulled out: what plays on aloud after that is the person's own choice.
  player.addEventListener("pause", () => {
    if (playing && player.paused) waits(true);
  });

  const play = async (): Promise<void> => {
    if (!playing) return;
    try {
      await player.play();
      waits(false);
    } catch (fault) {
      // Another track took this one's place meanwhile; that one plays.
      if (fault instanceof DOMException && fault.name === "AbortError") return;
      waits(true);
    }
  };

  return {
    /** Plays this track from now on, or nothing. */
    set(track: MediaStreamTrack | null): void {
      if (track === playing) return;
      playing = track;
      player.srcObject = track && new MediaStream([track]);
      if (track) void play();
      else waits(false);
    },
    play,
    mute(silent: boolean): void {
      const wakes = player.muted && !silent;
      player.muted = silent;
      // It may have been refused while nobody had touched this page: who comes back to it has.
      if (wakes) void play();
    },
    /** Plays on this loudspeaker. Gives why not as a sentence, or null. */
    async on(speaker: string | null): Promise<string | null> {
      if (!("setSinkId" in player)) return null;
      try {
        await player.setSinkId(speaker ?? "");
        return null;
      } catch {
        return "That loudspeaker cannot be used. The sound comes from the browser’s own choice.";
      }
    },
    close(): void {
      playing = null;
      player.srcObject = null;
    },
  };
}
