import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { type WorkflowView, endpoints } from '@gridscope/contract';
import type { z } from 'zod';
import { parse } from '../http/parse.pipe.js';
import { TemplatesService } from './templates.service.js';

@Controller()
export class TemplatesController {
  constructor(private readonly templates: TemplatesService) {}

  @Get('templates')
  list(@Query(parse(endpoints.listTemplates.query)) query: z.output<typeof endpoints.listTemplates.query>): z.output<typeof endpoints.listTemplates.answer> {
    return { items: this.templates.list(serversOf(query.servers)) };
  }

  @Post('workflows/inspect')
  @HttpCode(200)
  inspect(@Body(parse(endpoints.inspectWorkflow.body)) body: z.output<typeof endpoints.inspectWorkflow.body>): WorkflowView {
    return this.templates.inspect(body.workflow, body.servers);
  }
}

/** In an address: `engine`, `all`, or names with commas between. */
function serversOf(text: string): 'engine' | 'all' | string[] {
  return text === 'engine' || text === 'all' ? text : text.split(',');
}
