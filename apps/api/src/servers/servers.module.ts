import { Module } from '@nestjs/common';
import { ServerRegistry } from './server-registry.js';
import { ServerWatch } from './server-watch.js';
import { ServersController } from './servers.controller.js';
import { ServersRepository } from './servers.repository.js';
import { ServersService } from './servers.service.js';

@Module({ controllers: [ServersController], providers: [ServerRegistry, ServerWatch, ServersRepository, ServersService], exports: [ServersService] })
export class ServersModule {}
