/** A text field for tests without a browser: a value, a selection, and the events that typing makes. */

type Typing = { composing?: boolean };

export type Field = ReturnType<typeof newField>;

/** A field that has the focus unless it is told otherwise. */
export function newField() {
  const target = new EventTarget();
  let value = "";
  let focused = true;
  const field = {
    selectionStart: 0,
    selectionEnd: 0,
    selectionDirection: "none",
    scrollTop: 0,
    scrollLeft: 0,
    /** Twenty units of height for each line, as a browser would lay it out. */
    get scrollHeight() {
      return 20 * field.value.split("\n").length;
    },
    get value() {
      return value;
    },
    // As a browser does: line ends become one sign, and the caret goes to the end.
    set value(text: string) {
      value = text.replace(/\r\n?/g, "\n");
      field.selectionStart = field.selectionEnd = value.length;
      field.scrollTop = 0;
    },
    ownerDocument: { activeElement: null as unknown },
    setSelectionRange(start: number, end: number) {
      field.selectionStart = start;
      field.selectionEnd = end;
    },
    addEventListener: target.addEventListener.bind(target),
    removeEventListener: target.removeEventListener.bind(target),
  };
  field.ownerDocument.activeElement = field;

  const send = (name: string, fields: object = {}): boolean =>
    target.dispatchEvent(Object.assign(new Event(name, { cancelable: true }), fields));

  return {
    element: field as unknown as HTMLTextAreaElement,
    send,
    blur(): void {
      focused = !focused;
      field.ownerDocument.activeElement = focused ? field : null;
    },
    select(start: number, end = start): void {
      field.setSelectionRange(start, end);
    },
    /** Puts `words` in place of what is selected. */
    type(words: string, { composing = false }: Typing = {}): void {
      const { selectionStart: start, selectionEnd: end } = field;
      value = value.slice(0, start) + words + value.slice(end);
      field.setSelectionRange(start + words.length, start + words.length);
      send("input", { isComposing: composing });
    },
    press(key: string, fields: object = {}): boolean {
      return send("keydown", {
        key,
        code: "",
        ctrlKey: false,
        metaKey: false,
        shiftKey: false,
        altKey: false,
        ...fields,
      });
    },
  };
}
