import type { Range } from './axes.js';

/** Charts of one page that zoom together. */
export interface ZoomGroup {
  /** The time shown, or undefined while live. */
  readonly range: Range | undefined;
  zoom(range: Range | undefined): void;
  /** Calls `listener` when the range changes; gives back how to stop that. */
  listen(listener: () => void): () => void;
}

const groups = new Map<string, ZoomGroup>();

/** The group of this name; the charts of a page share one unless their attribute `sync` says otherwise. */
export function zoomGroup(name: string): ZoomGroup {
  let group = groups.get(name);
  if (group === undefined) {
    group = newGroup();
    groups.set(name, group);
  }
  return group;
}

/** All charts of the page follow the newest data again. */
export function allLive(): void {
  for (const group of groups.values()) group.zoom(undefined);
}

function newGroup(): ZoomGroup {
  const listeners = new Set<() => void>();
  let current: Range | undefined;
  return {
    get range() {
      return current;
    },
    zoom(range) {
      if (range?.[0] === current?.[0] && range?.[1] === current?.[1]) return;
      current = range;
      for (const listener of [...listeners]) listener();
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
