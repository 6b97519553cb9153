import { Module } from '@nestjs/common';
import { RevisionsModule } from '../experiments/revisions.module.js';
import { ImagesModule } from '../images/images.module.js';
import { ExportSources } from './export-sources.js';
import { ExportsController } from './exports.controller.js';
import { ExportsRepository } from './exports.repository.js';
import { ExportsService } from './exports.service.js';

@Module({ imports: [ImagesModule, RevisionsModule], controllers: [ExportsController], providers: [ExportsService, ExportSources, ExportsRepository] })
export class ExportsModule {}
