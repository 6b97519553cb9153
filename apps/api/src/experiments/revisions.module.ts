import { Module } from '@nestjs/common';
import { ServersModule } from '../servers/servers.module.js';
import { TemplatesModule } from '../templates/templates.module.js';
import { DraftResolver } from './draft-resolver.js';
import { RevisionsRepository } from './revisions.repository.js';
import { RevisionsService } from './revisions.service.js';

@Module({ imports: [ServersModule, TemplatesModule], providers: [DraftResolver, RevisionsService, RevisionsRepository], exports: [DraftResolver, RevisionsService] })
export class RevisionsModule {}
