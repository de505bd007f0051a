import type { Theme } from './palette.js';

/** What the viewer chose: follow the system, or one of the two. */
export type ThemeChoice = 'auto' | Theme;

const STORED_AS = 'tideboard-theme';
const listeners = new Set<() => void>();
let watching = false;

/** The theme in force at an element: its `color-scheme`, which an embedding page may set as it likes. */
export function themeAt(element: Element): Theme {
  const scheme = getComputedStyle(element).colorScheme;
  const dark = scheme.includes('dark');
  const light = scheme.includes('light');
  if (dark && light) return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  return dark ? 'dark' : 'light';
}

/** Calls `listener` whenever the theme may have changed; gives back how to stop that. */
export function onTheme(listener: () => void): () => void {
  if (!watching) {
    watching = true;
    const tell = (): void => {
      for (const one of [...listeners]) one();
    };
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', tell);
    // A page may switch by a class or an attribute of its root, so any of them counts.
    new MutationObserver(tell).observe(document.documentElement, { attributes: true });
  }
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What the viewer chose for this page. */
export function themeChoice(): ThemeChoice {
  const chosen = document.documentElement.dataset['theme'];
  return chosen === 'light' || chosen === 'dark' ? chosen : 'auto';
}

/** Applies a choice to the page and remembers it in this browser. */
export function chooseTheme(choice: ThemeChoice): void {
  const root = document.documentElement;
  if (choice === 'auto') delete root.dataset['theme'];
  else root.dataset['theme'] = choice;
  root.style.colorScheme = choice === 'auto' ? 'light dark' : choice;
  try {
    localStorage.setItem(STORED_AS, choice);
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
}

/** Applies what was chosen in this browser before. */
export function restoreTheme(): void {
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(STORED_AS);
  } catch {
    // As above.
  }
  if (stored === 'light' || stored === 'dark') chooseTheme(stored);
}

/** The next of auto, light, dark. */
export function nextTheme(): ThemeChoice {
  const order: readonly ThemeChoice[] = ['auto', 'light', 'dark'];
  return order[(order.indexOf(themeChoice()) + 1) % order.length] as ThemeChoice;
}
