import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { eventually } from '../../../../test/support/eventually.js';
import { temporaryFolder } from '../../../../test/support/start-app.js';
import { Bus } from '../bus/bus.js';
import { Config } from '../config/config.js';
import type { Server } from '../database/entities/server.entity.js';
import { LoneLeadership } from '../database/leadership.js';
import { LoneProcess, newEntry } from '../database/processes.js';
import { EngineLead } from './engine-lead.js';
import type { ServersRepository } from './servers.repository.js';

async function leadOf(folder: string, rows: Rows): Promise<EngineLead> {
  const lead = new EngineLead(new Config({ GRIDSCOPE_DATA: folder }), rows.asRepository, new Bus(), new LoneLeadership(), new LoneProcess(await newEntry('all', 0)));
  onTestFinished(() => lead.onApplicationShutdown());
  return lead;
}

async function isAnswering(rows: Rows): Promise<boolean> {
  const [row] = await eventually('its row is there', async () => rows.kept.length > 0 && rows.kept);
  return (await fetch(`${row?.url}/system_stats`)).ok;
}

it('starts the built-in engine again by itself when its first start failed', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const inTheWay = join(folder, 'engine');
  await writeFile(inTheWay, 'a file where the engine keeps its folder');
  const rows = new Rows();
  const lead = await leadOf(folder, rows);
  await lead.begin();
  const before = rows.kept.length;

  await rm(inTheWay);

  expect(before).toBe(0);
  expect(await isAnswering(rows)).toBe(true);
});

it('writes down again where the engine answers when the database did not take it', async () => {
  const rows = new Rows(2);
  const lead = await leadOf(await temporaryFolder(onTestFinished), rows);

  await lead.begin();

  expect(await isAnswering(rows)).toBe(true);
});

/** Rows of servers in a database that may be away for the first questions. */
class Rows {
  readonly kept: Server[] = [];

  constructor(private refusals = 0) {}

  /** All that the engine's lead asks of the real one. */
  get asRepository(): ServersRepository {
    return this as unknown as ServersRepository;
  }

  async all(): Promise<Server[]> {
    this.refusals -= 1;
    if (this.refusals >= 0) throw new Error('the database is away');
    return this.kept;
  }

  async add(server: Server): Promise<void> {
    this.kept.push(server);
  }
}
