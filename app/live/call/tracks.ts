/** The tracks of this side of a call: one of each kind is given, and whatever is open is known and can be stopped. */

export type Kind = "audio" | "video";
export const kinds = ["audio", "video"] as const;

export type TracksParts = {
  /** Whether this track, or none, may take the place of what is given. */
  takes(kind: Kind, track: MediaStreamTrack | null): boolean;
  /** Called with each new track, or with null where there is none any more. What was before is stopped after it. */
  given(kind: Kind, track: MediaStreamTrack | null): Promise<void>;
  /** Called when the device of a track was pulled out or taken away. */
  ended(kind: Kind): void;
  /** Called when the device takes the microphone for something else, such as a telephone call, and when it is back. */
  taken(isTaken: boolean): void;
};

/** Holds no track at first. */
export function openTracks({ takes, given, ended, taken }: TracksParts) {
  const tracks: Record<Kind, MediaStreamTrack | null> = { audio: null, video: null };
  /** Whatever is open: the track of each kind, and for a short while the one that it takes the place of. */
  const living: Record<Kind, Set<MediaStreamTrack>> = { audio: new Set(), video: new Set() };
  const open: Record<Kind, boolean> = { audio: true, video: true };

  const follow = (kind: Kind, track: MediaStreamTrack): void => {
    living[kind].add(track);
    track.enabled = open[kind];
    // Stopping a track oneself does not come here.
    track.addEventListener("ended", () => ended(kind));
    if (kind === "audio")
      for (const name of ["mute", "unmute"])
        track.addEventListener(name, () => tracks.audio === track && taken(name === "mute"));
  };

  return {
    of: (kind: Kind): MediaStreamTrack | null => tracks[kind],
    /** Gives this track from now on, or none. One that may not be given is stopped. */
    async put(kind: Kind, track: MediaStreamTrack | null): Promise<void> {
      const before = tracks[kind];
      if (!takes(kind, track)) return track?.stop();
      if (track === before) return;
      tracks[kind] = track;
      if (track) follow(kind, track);
      if (kind === "audio") taken(track?.muted ?? false);
      try {
        await given(kind, track);
      } finally {
        before?.stop();
        if (before) living[kind].delete(before);
      }
    },
    /** Stops whatever of this kind is open, at once. */
    stop(kind: Kind): void {
      for (const track of living[kind]) track.stop();
      living[kind].clear();
    },
    /** Lets what is open be heard or seen, or closes it for now. */
    allow(kind: Kind, through: boolean): void {
      open[kind] = through;
      for (const track of living[kind]) track.enabled = through;
    },
  };
}
