import { Module } from '@nestjs/common';
import { RevisionsModule } from '../experiments/revisions.module.js';
import { ImagesModule } from '../images/images.module.js';
import { PagesController } from './pages.controller.js';
import { PagesRepository } from './pages.repository.js';
import { PagesService } from './pages.service.js';

@Module({ imports: [ImagesModule, RevisionsModule], controllers: [PagesController], providers: [PagesService, PagesRepository] })
export class PagesModule {}
