import { type DynamicModule, Global, Module } from '@nestjs/common';
import { MikroORM } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/knex';
import { DiskReserve } from './disk-reserve.js';
import { Installation } from './installation.js';
import { Leadership } from './leadership.js';
import type { OpenData } from './open-data.js';
import { Processes } from './processes.js';

/** The opened database for everybody. Each piece of work forks the EntityManager. */
@Global()
@Module({})
export class DatabaseModule {
  static of({ orm, processes, leadership }: Pick<OpenData, 'orm' | 'processes' | 'leadership'>): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [{ provide: MikroORM, useValue: orm }, { provide: EntityManager, useValue: orm.em }, { provide: Processes, useValue: processes }, { provide: Leadership, useValue: leadership }, DiskReserve, Installation],
      exports: [DiskReserve, MikroORM, EntityManager, Installation, Processes, Leadership],
    };
  }
}
