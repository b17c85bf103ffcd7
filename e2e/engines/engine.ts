/** What the tests ask of a browser, whatever engine it has and however it is driven. */

/** One window of a browser that shares nothing with any other: the browser of one person. */
export type Pane = {
  open(url: string): Promise<void>;
  /** Gives what a JavaScript expression is in the page, as JSON carries it. */
  value(expression: string): Promise<unknown>;
  /** Presses the mouse, at a place of what is seen. */
  click(x: number, y: number): Promise<void>;
  /** Strikes one key after the other: a letter, an emoji, or one of `keys`. */
  strike(...letters: string[]): Promise<void>;
};

export type Engine = {
  newPane(): Promise<Pane>;
  /** Where files go that a page saves. */
  downloads: string;
  /** What its pages complained of so far, where it can be asked. */
  faults(): string[];
  end(): Promise<void>;
};

/** An engine that runs, or why there is none, as a sentence. */
export type Started = Engine | { why: string };

/** Keys that have no letter, as WebDriver writes them. */
export const keys = { escape: "\ue00c", enter: "\ue007", tab: "\ue004" } as const;

/** The mouse and the keyboard in the words of WebDriver, which its two protocols share. */
export const clickAt = (x: number, y: number): object[] => [
  {
    type: "pointer",
    id: "mouse",
    parameters: { pointerType: "mouse" },
    actions: [
      { type: "pointerMove", x: Math.round(x), y: Math.round(y), duration: 0 },
      { type: "pointerDown", button: 0 },
      { type: "pointerUp", button: 0 },
    ],
  },
];
export const strikes = (letters: readonly string[]): object[] => [
  {
    type: "key",
    id: "keyboard",
    actions: letters.flatMap((value) => [
      { type: "keyDown", value },
      { type: "keyUp", value },
    ]),
  },
];
