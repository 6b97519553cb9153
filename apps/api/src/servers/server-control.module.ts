import { Module } from '@nestjs/common';
import { PlansModule } from '../plans/plans.module.js';
import { Interruptions } from './interruptions.js';
import { ServerControlController } from './server-control.controller.js';
import { ServersModule } from './servers.module.js';

/** What a person does with a server at work; apart from the servers themselves, for plans stand on those. */
@Module({ imports: [ServersModule, PlansModule], controllers: [ServerControlController], providers: [Interruptions] })
export class ServerControlModule {}
