/** What a press in a popup does: it closes the popup, and then does what it is for. */
export const closing = (close: () => void, doIt: () => unknown) => (): void => {
  close();
  doIt();
};
