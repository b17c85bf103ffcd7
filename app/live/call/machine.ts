/** What a machine makes of an event: its next state, and what is to be done, in order. */
type Step<State, Effect> = { state: State; effects: Effect[] };

/**
 * Runs a machine whose states are values. What happens while something is being done comes after it. Where one effect
 * fails the others are done all the same, and then its fault is thrown.
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
    const faults: unknown[] = [];
    for (let next = coming.shift(); next !== undefined; next = coming.shift()) {
      const { state: after, effects } = step(state, next);
      state = after;
      for (const effect of effects) {
        try {
          perform(effect);
        } catch (fault) {
          faults.push(fault);
        }
      }
    }
    busy = false;
    if (faults.length > 0) throw faults[0];
  };
}
