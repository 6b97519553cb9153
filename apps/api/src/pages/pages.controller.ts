import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { type GridPage, endpoints, id, imageHash } from '@gridscope/contract';
import type { Response } from 'express';
import type { z } from 'zod';
import { parse } from '../http/parse.pipe.js';
import { PagesService } from './pages.service.js';

@Controller()
export class PagesController {
  constructor(private readonly pages: PagesService) {}

  @Get('plans/:planId/page')
  page(@Param('planId', parse(id)) planId: string, @Query(parse(endpoints.getGridPage.query)) query: z.output<typeof endpoints.getGridPage.query>): Promise<GridPage> {
    return this.pages.page(planId, query);
  }

  @Get('atlases/:atlas.webp')
  async atlas(@Param('atlas', parse(imageHash)) atlas: string, @Res() response: Response): Promise<void> {
    const bytes = await this.pages.atlas(atlas);
    response.set({ 'content-type': 'image/webp', 'cache-control': 'private, max-age=31536000, immutable', etag: `"${atlas}"` }).send(bytes);
  }
}
