import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { type ServerView, endpoints, id } from '@gridscope/contract';
import type { z } from 'zod';
import { parse } from '../http/parse.pipe.js';
import { ServerSteering } from './server-steering.js';
import { ServersService } from './servers.service.js';

@Controller('servers')
export class ServersController {
  constructor(
    private readonly servers: ServersService,
    private readonly steering: ServerSteering,
  ) {}

  @Get()
  async list(): Promise<z.output<typeof endpoints.listServers.answer>> {
    return { items: this.servers.views(), found: await this.steering.found() };
  }

  @Post()
  add(@Body(parse(endpoints.addServer.body)) draft: z.output<typeof endpoints.addServer.body>): Promise<ServerView> {
    return this.steering.add(draft);
  }

  @Patch(':serverId')
  change(@Param('serverId', parse(id)) serverId: string, @Body(parse(endpoints.changeServer.body)) change: z.output<typeof endpoints.changeServer.body>): Promise<ServerView> {
    return this.steering.change(serverId, change);
  }

  @Delete(':serverId')
  @HttpCode(204)
  remove(@Param('serverId', parse(id)) serverId: string): Promise<void> {
    return this.steering.remove(serverId);
  }

  @Post(':serverId/check')
  @HttpCode(200)
  check(@Param('serverId', parse(id)) serverId: string): Promise<ServerView> {
    return this.steering.checkNow(serverId);
  }
}
