/** What a machine makes of an event: its next state, and what is to be done, in order. */
type Step<State, Effect> = { state: State; effects: Effect[] };

/**
 * Runs a machine whose states are values. What happens while something is being done comes after it.
 * @returns to be called with each event
 */
export function runMachine<State, Event, Effect>(
  first: State,
  step: (state: State, event: Event) => Step<State, Effect>,
  perform: (effect: Effect) => void,
): (event: Event) => void {
  const coming: Event[] = [];
  let state = first;
  let busy = false;
  return (event) => {
    coming.push(event);
    if (busy) return;
    busy = true;
    try {
      for (let next = coming.shift(); next !== undefined; next = coming.shift()) {
        const { state: after, effects } = step(state, next);
        state = after;
        for (const effect of effects) perform(effect);
      }
    } finally {
      busy = false;
    }
  };
}
