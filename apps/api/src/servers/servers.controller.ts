import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { type ServerView, endpoints, id } from '@gridscope/contract';
import type { z } from 'zod';
import { parse } from '../http/parse.pipe.js';
import { ServersService } from './servers.service.js';

@Controller('servers')
export class ServersController {
  constructor(private readonly servers: ServersService) {}

  @Get()
  async list(): Promise<z.output<typeof endpoints.listServers.answer>> {
    return { items: this.servers.views(), found: await this.servers.found() };
  }

  @Post()
  add(@Body(parse(endpoints.addServer.body)) draft: z.output<typeof endpoints.addServer.body>): Promise<ServerView> {
    return this.servers.add(draft);
  }

  @Patch(':serverId')
  change(@Param('serverId', parse(id)) serverId: string, @Body(parse(endpoints.changeServer.body)) change: z.output<typeof endpoints.changeServer.body>): Promise<ServerView> {
    return this.servers.change(serverId, change);
  }

  @Delete(':serverId')
  @HttpCode(204)
  remove(@Param('serverId', parse(id)) serverId: string): Promise<void> {
    return this.servers.remove(serverId);
  }

  @Post(':serverId/check')
  check(@Param('serverId', parse(id)) serverId: string): Promise<ServerView> {
    return this.servers.checkNow(serverId);
  }
}
