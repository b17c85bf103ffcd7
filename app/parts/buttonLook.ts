import type { ComponentType } from "react";

/** A picture from lucide-react, imported one by one: `import Leaf from "lucide-react/icons/leaf"`. */
export type Icon = ComponentType<{ size?: number; strokeWidth?: number; className?: string; "aria-hidden"?: true }>;

/** ink: the one main act. fern: the client's act. plain: any other. soft: without an edge. */
export type Tone = "ink" | "fern" | "plain" | "soft";

export const buttonTones: Record<Tone, string> = {
  ink: "border-ink bg-ink text-paper hover:bg-ink/88",
  fern: "border-client bg-client text-sheet hover:bg-client/88",
  plain:
    "border-line-strong bg-sheet/60 text-ink hover:border-ink-faint hover:bg-sheet aria-disabled:not-aria-busy:border-line",
  soft: "border-transparent text-ink-soft hover:bg-sunk hover:text-ink",
};

export const buttonShape =
  "inline-flex min-h-11 items-center justify-center gap-2 rounded-full border text-[0.9375rem] leading-tight font-medium no-underline transition-colors disabled:cursor-not-allowed disabled:opacity-60 aria-busy:cursor-progress aria-busy:opacity-70 aria-disabled:not-aria-busy:cursor-default aria-disabled:not-aria-busy:bg-transparent aria-disabled:not-aria-busy:text-ink-faint forced-colors:aria-pressed:underline";
