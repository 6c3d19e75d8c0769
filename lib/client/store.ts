// The smallest thing React can watch: one immutable value and who wants to know. No logic lives here.

/** A value to read now and to be told of; what `useSyncExternalStore` asks for. */
export interface Watchable<T> {
  get: () => T;
  subscribe: (listener: () => void) => () => void;
}

export interface Store<T> extends Watchable<T> {
  /** Replaces the value by what `change` makes of it; the same value tells nobody. */
  set: (change: (value: T) => T) => void;
}

/** A store that begins with this value. */
export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set: (change) => {
      const next = change(value);
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
