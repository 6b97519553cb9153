import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { patience } from './test-browser.js';

/** The grid as somebody looks at it: by what its controls are called. */
export class Grid {
  constructor(readonly page: Page) {}

  /** A cell by its column and row, as `steps 8, sampler euler`. */
  cell(where: string): Locator {
    return this.page.getByRole('gridcell', { name: new RegExp(`^${where}:`) });
  }

  /** The slider of an axis beyond columns and rows. */
  slider(axis: string): Locator {
    return this.page.getByRole('slider', { name: axis, exact: true });
  }

  /** How many cells are done, and of how many, as the header says. */
  async progress(): Promise<{ done: number; total: number }> {
    const bar = this.page.getByRole('progressbar', { name: /cells done$/ });
    const [done = NaN, total = NaN] = ((await bar.getAttribute('aria-label')) ?? '').replaceAll(',', '').match(/\d+/g)?.map(Number) ?? [];
    return { done, total };
  }

  async finished(total: number, timeoutMs = 120_000): Promise<void> {
    await expect.poll(() => this.progress(), { ...patience, timeout: timeoutMs }).toEqual({ done: total, total });
  }

  /** The large view of one cell. */
  get large(): Locator {
    return this.page.getByRole('dialog').filter({ has: this.page.getByRole('button', { name: 'Back to the grid' }) });
  }

  /** Address of the picture in the large view; undefined while it shows none or only its thumbnail. */
  largePicture(): Promise<string | undefined> {
    return this.large.getByRole('img').first().evaluate((stage) => {
      const picture = stage.querySelector('img');
      return picture !== null && picture.complete && !picture.src.endsWith('.webp') ? picture.src : undefined;
    });
  }

  /** Parameters as the large view lists them, by name. */
  largeFacts(): Promise<Record<string, string>> {
    return this.large.getByRole('complementary').evaluate((panel) => {
      const texts = (selector: string) => [...panel.querySelectorAll(selector)].map((element) => element.textContent ?? '');
      const values = texts('dd');
      return Object.fromEntries(texts('dt').map((name, place) => [name, values[place] ?? '']));
    });
  }
}
