import { allFeeds } from '../feed/feed.js';

let watching = false;

/** Tells the feeds of this page when it is hidden, shown, left and come back to. */
export function watchPage(): void {
  if (watching) return;
  watching = true;
  document.addEventListener('visibilitychange', () => {
    for (const feed of allFeeds()) feed.setVisible(!document.hidden);
  });
  addEventListener('pagehide', () => {
    for (const feed of allFeeds()) feed.close();
  });
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    for (const feed of allFeeds()) feed.reopen();
  });
}
