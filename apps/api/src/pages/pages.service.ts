import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { GridPage, endpoints } from '@gridscope/contract';
import type { z } from 'zod';
import { Config } from '../config/config.js';
import { RevisionsService } from '../experiments/revisions.service.js';
import { RefusedError, notFound } from '../http/refused.error.js';
import { ImagesService } from '../images/images.service.js';
import { AtlasStore } from './atlas-store.js';
import { type AtlasTiles, composeAtlas, longestAtlasPx } from './compose-atlas.js';
import { pageOf } from './page-of.js';
import { PagesRepository } from './pages.repository.js';

type PageQuery = z.output<typeof endpoints.getGridPage.query>;

/** One page of a grid as one picture, so that a page of ten thousand cells is one download and one draw. */
@Injectable()
export class PagesService {
  private readonly store: AtlasStore;
  private readonly inTheMaking = new Map<string, Promise<void>>();

  constructor(
    config: Config,
    private readonly repository: PagesRepository,
    private readonly revisions: RevisionsService,
    private readonly images: ImagesService,
  ) {
    this.store = new AtlasStore(config.dataFolder);
  }

  async page(planId: string, query: PageQuery): Promise<GridPage> {
    const plan = await this.repository.plan(planId);
    if (plan === null) throw notFound('plan', planId);
    const axes = plan.kind === 'base' ? [] : (await this.revisions.get(plan.revisionId)).resolved.axes;
    const { columns, rows, indexes } = pageOf(axes, query);
    const leads = await this.repository.leadImages(planId);
    const hashes = indexes.map((index) => leads.get(index));
    const tiles = { columns, rows, tilePx: query.tilePx, hashes };
    return { atlas: await this.atlasOf(tiles), columns, rows, tilePx: query.tilePx, images: hashes.map((hash) => hash ?? null) };
  }

  /** Throws RefusedError (404) where it was let go; asking for the page makes it again. */
  async atlas(key: string): Promise<Buffer> {
    const bytes = await this.store.read(key);
    if (bytes === undefined) throw new RefusedError('This atlas is no longer there; ask for its page again.', { status: 404 });
    return bytes;
  }

  /** Address of the page's picture; undefined where there is nothing to show, or it would be larger than WebP can be. */
  private async atlasOf(tiles: AtlasTiles): Promise<string | undefined> {
    if (tiles.hashes.every((hash) => hash === undefined)) return undefined;
    if (Math.max(tiles.columns, tiles.rows) * tiles.tilePx > longestAtlasPx) return undefined;
    const key = createHash('sha256').update(JSON.stringify([tiles.columns, tiles.tilePx, tiles.hashes])).digest('hex');
    if (!(await this.store.has(key))) await this.makeOnce(key, tiles);
    return `/api/v1/atlases/${key}.webp`;
  }

  /** Several pages that look at the same grid wait for one piece of work. */
  private makeOnce(key: string, tiles: AtlasTiles): Promise<void> {
    const making = this.inTheMaking.get(key) ?? this.make(key, tiles).finally(() => this.inTheMaking.delete(key));
    this.inTheMaking.set(key, making);
    return making;
  }

  private async make(key: string, tiles: AtlasTiles): Promise<void> {
    await this.store.write(key, await composeAtlas(tiles, (hash) => this.images.thumbnail(hash, tiles.tilePx)));
  }
}
