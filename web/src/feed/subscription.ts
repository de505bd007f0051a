/** What is bound: column or parameter to the values it may have. None at all means every row. */
export type Where = Readonly<Record<string, readonly string[]>>;

/** A view with its binding, and the one text that stands for both. */
export interface Subscription {
  readonly id: string;
  readonly view: string;
  readonly where: Where;
}

/** The subscription for a view and a binding: equal bindings give equal ids, in whatever order they were written. */
export function subscriptionOf(view: string, where: Where = {}): Subscription {
  const canonical: Record<string, readonly string[]> = {};
  for (const name of Object.keys(where).sort()) {
    const values = [...new Set(where[name])].sort();
    if (values.length > 0) canonical[name] = values;
  }
  const query = queryOf(canonical);
  return { id: query === '' ? view : `${view}?${query}`, view, where: canonical };
}

/** A binding as a query string, each name optionally after `prefix`. */
export function queryOf(where: Where, prefix = ''): string {
  const parts: string[] = [];
  for (const [name, values] of Object.entries(where)) {
    for (const value of values) parts.push(`${encodeURIComponent(prefix + name)}=${encodeURIComponent(value)}`);
  }
  return parts.join('&');
}

/** A binding from its query string, as in the attribute `where="region=NSW1&region=VIC1"`. */
export function whereOf(query: string): Where {
  const where: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(query)) (where[name] ??= []).push(value);
  return where;
}

/** The address of the feed for these subscriptions; no view may be in it twice. */
export function feedUrl(base: string, subscriptions: readonly Subscription[], since: string | undefined): string {
  const parts = subscriptions.map((subscription) => `view=${encodeURIComponent(subscription.view)}`);
  for (const { view, where } of subscriptions) {
    const bound = queryOf(where, `${view}.`);
    if (bound !== '') parts.push(bound);
  }
  if (since !== undefined) parts.push(`since=${encodeURIComponent(since)}`);
  return `${base}/api/v1/feed?${parts.join('&')}`;
}
