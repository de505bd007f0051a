import type { Page } from '@playwright/test';
import axe from 'axe-core';

/** What axe found wrong: the rule, and where it is broken. */
export interface Violation {
  readonly id: string;
  readonly nodes: readonly string[];
}

/**
 * Everything axe finds wrong with a page, or with the parts of it that the selectors name (each a path through shadow
 * roots: `['tide-board', 'tide-map']`). Only violations are worked out in full: that takes a tenth of the time.
 */
export async function violations(page: Page, ...parts: readonly (readonly string[])[]): Promise<Violation[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async (paths) => {
    const run = (window as unknown as { axe: typeof axe }).axe.run;
    const context = paths.length === 0 ? document : { include: paths.map((fromShadowDom) => ({ fromShadowDom })) };
    const { violations: found } = await run(context as typeof document, { resultTypes: ['violations'], preload: false });
    return found.map(({ id, nodes }) => ({
      id,
      nodes: nodes.slice(0, 3).map((node) => `${String(node.target)}: ${node.failureSummary}`),
    }));
  }, parts);
}
