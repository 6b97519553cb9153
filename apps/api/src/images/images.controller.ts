import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { endpoints, id, imageHash, thumbnailSizePx, type UploadView } from '@gridscope/contract';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { notFound } from '../http/refused.error.js';
import { parse } from '../http/parse.pipe.js';
import { immutable, sendFile } from './file-answer.js';
import { GoneError } from './gone.error.js';
import { type ImageStore, NotStoredError } from './image-store.js';
import { ImagesRepository } from './images.repository.js';
import { ImagesService, imageStoreToken } from './images.service.js';
import { mediaTypes, type PictureFormat } from './picture.js';
import { readBody, uploadLimitBytes } from './read-body.js';
import type { ThumbnailSizePx } from './thumbnails.js';

/** Pictures, thumbnails, other outputs, uploads. */
@Controller()
export class ImagesController {
  constructor(
    private readonly images: ImagesService,
    private readonly repository: ImagesRepository,
    @Inject(imageStoreToken) private readonly store: ImageStore,
  ) {}

  @Get('images/:image')
  async image(@Param('image', parse(imageHash)) hash: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const image = await this.images.get(hash);
    // Written by `judgePicture`, which knows no other.
    const mediaType = mediaTypes[image.format as PictureFormat];
    await sendFile(this.store, { key: hash, mediaType }, request, response);
  }

  @Get('images/:image/:sizePx.webp')
  async thumbnail(@Param('image', parse(imageHash)) hash: string, @Param('sizePx', parse(thumbnailSizePx)) sizePx: ThumbnailSizePx, @Req() request: Request, @Res() response: Response): Promise<void> {
    response.set({ 'content-type': 'image/webp', 'cache-control': immutable, etag: `"${hash}-${sizePx}"`, 'x-content-type-options': 'nosniff' });
    if (request.fresh) return void response.status(304).end();
    response.send(Buffer.from(await this.thumbnailOrGone(hash, sizePx)));
  }

  @Get('outputs/:outputId/file')
  async outputFile(@Param('outputId', parse(id)) outputId: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const output = await this.repository.findOutput(outputId);
    if (output?.fileHash === undefined || output.fileHash === null) throw notFound('output file', outputId);
    await sendFile(this.store, { key: output.fileHash, mediaType: 'application/octet-stream', attachmentName: output.fileName ?? output.id }, request, response);
  }

  @Post('uploads')
  @HttpCode(201)
  async upload(@Query(parse(endpoints.uploadImage.query)) query: z.output<typeof endpoints.uploadImage.query>, @Req() request: Request): Promise<UploadView> {
    return this.images.upload(await readBody(request, uploadLimitBytes), query.name, Date.now());
  }

  private async thumbnailOrGone(hash: string, sizePx: ThumbnailSizePx): Promise<Uint8Array> {
    try {
      return await this.images.thumbnail(hash, sizePx);
    } catch (error) {
      throw error instanceof NotStoredError ? new GoneError(hash, error) : error;
    }
  }
}
