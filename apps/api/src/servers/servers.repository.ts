import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { CatalogueRecord } from '../database/entities/catalogue.entity.js';
import { Server } from '../database/entities/server.entity.js';

@Injectable()
export class ServersRepository {
  constructor(private readonly em: EntityManager) {}

  all(): Promise<Server[]> {
    return this.em.fork().find(Server, {}, { orderBy: { createdAt: 'asc' } });
  }

  async add(server: Server): Promise<void> {
    const em = this.em.fork();
    await em.persist(em.create(Server, server)).flush();
  }

  async change(id: string, change: Partial<Server>): Promise<void> {
    await this.em.fork().nativeUpdate(Server, { id }, change);
  }

  async remove(id: string): Promise<void> {
    await this.em.fork().nativeDelete(Server, { id });
  }

  /** Keeps a catalogue once by its hash. */
  async keepCatalogue(catalogue: { hash: string; content: string; createdAt: number }): Promise<void> {
    await this.em.fork().upsert(CatalogueRecord, catalogue, { onConflictAction: 'ignore' });
  }

  async catalogueText(hash: string): Promise<string | undefined> {
    const record = await this.em.fork().findOne(CatalogueRecord, { hash });
    return record?.content;
  }
}
