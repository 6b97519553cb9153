import { type DynamicModule, Global, Module } from '@nestjs/common';
import { MikroORM } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/knex';
import { DiskReserve } from './disk-reserve.js';
import { Installation } from './installation.js';

/** The opened database for everybody. Each piece of work forks the EntityManager. */
@Global()
@Module({})
export class DatabaseModule {
  static of(orm: MikroORM): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [{ provide: MikroORM, useValue: orm }, { provide: EntityManager, useValue: orm.em }, DiskReserve, Installation],
      exports: [DiskReserve, MikroORM, EntityManager, Installation],
    };
  }
}
