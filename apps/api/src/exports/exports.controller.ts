import { Body, Controller, Get, Param, Post, StreamableFile } from '@nestjs/common';
import { type ExportView, endpoints, id } from '@gridscope/contract';
import type { z } from 'zod';
import { parse } from '../http/parse.pipe.js';
import { ExportsService } from './exports.service.js';

@Controller()
export class ExportsController {
  constructor(private readonly exports: ExportsService) {}

  @Post('plans/:planId/exports')
  create(@Param('planId', parse(id)) planId: string, @Body(parse(endpoints.createExport.body)) request: z.output<typeof endpoints.createExport.body>): Promise<ExportView> {
    return this.exports.create(planId, request);
  }

  @Get('exports/:exportId')
  get(@Param('exportId', parse(id)) exportId: string): Promise<ExportView> {
    return this.exports.get(exportId);
  }

  @Get('exports/:exportId/file')
  async file(@Param('exportId', parse(id)) exportId: string): Promise<StreamableFile> {
    const { fileName, sizeBytes, stream } = await this.exports.file(exportId);
    const ascii = fileName.replace(/[^\x20-\x7e]|["\\]/g, '_');
    return new StreamableFile(stream, {
      type: 'application/octet-stream',
      length: sizeBytes,
      disposition: `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    });
  }
}
