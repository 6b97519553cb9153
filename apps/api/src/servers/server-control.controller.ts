import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { type ServerTimeline, type ServerView, endpoints, id } from '@gridscope/contract';
import type { z } from 'zod';
import { parse } from '../http/parse.pipe.js';
import { Interruptions } from './interruptions.js';
import { ServerSteering } from './server-steering.js';
import { ServerTimelines } from './server-timelines.js';

@Controller('servers/:serverId')
export class ServerControlController {
  constructor(
    private readonly steering: ServerSteering,
    private readonly interruptions: Interruptions,
    private readonly timelines: ServerTimelines,
  ) {}

  @Post('drain')
  @HttpCode(200)
  drain(@Param('serverId', parse(id)) serverId: string): Promise<ServerView> {
    return this.steering.drain(serverId, true);
  }

  @Post('undrain')
  @HttpCode(200)
  undrain(@Param('serverId', parse(id)) serverId: string): Promise<ServerView> {
    return this.steering.drain(serverId, false);
  }

  @Post('interrupt')
  @HttpCode(200)
  interrupt(@Param('serverId', parse(id)) serverId: string): Promise<ServerView> {
    return this.interruptions.interrupt(serverId);
  }

  @Post('free')
  @HttpCode(200)
  free(@Param('serverId', parse(id)) serverId: string): Promise<ServerView> {
    return this.steering.free(serverId);
  }

  @Get('timeline')
  timeline(@Param('serverId', parse(id)) serverId: string, @Query(parse(endpoints.serverTimeline.query)) query: z.output<typeof endpoints.serverTimeline.query>): Promise<ServerTimeline> {
    return this.timelines.of(serverId, query);
  }
}
