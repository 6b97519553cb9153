import { Global, Module } from '@nestjs/common';
import { JobsService } from './jobs.service.js';
import { QueueMaker } from './queue-maker.js';
import { WorkSignal } from './work-signal.js';

@Global()
@Module({ providers: [JobsService, QueueMaker, WorkSignal], exports: [JobsService, WorkSignal] })
export class JobsModule {}
