import { Global, Module } from '@nestjs/common';
import { JobsService } from './jobs.service.js';
import { WorkSignal } from './work-signal.js';

@Global()
@Module({ providers: [JobsService, WorkSignal], exports: [JobsService, WorkSignal] })
export class JobsModule {}
