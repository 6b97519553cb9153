import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { CatalogueRecord } from '../database/entities/catalogue.entity.js';
import { Server } from '../database/entities/server.entity.js';
import { lockWork } from '../database/lock-row.js';
import { transactional } from '../database/transaction.js';

type RowsCheck = (rows: readonly Server[]) => void;

@Injectable()
export class ServersRepository {
  constructor(private readonly em: EntityManager) {}

  all(): Promise<Server[]> {
    return this.em.fork().find(Server, {}, { orderBy: { createdAt: 'asc' } });
  }

  /** `mayBeside` sees the rows there are, and throws where the new one may not stand beside them; nobody adds or moves another one meanwhile. */
  async add(server: Server, mayBeside: RowsCheck = () => undefined): Promise<void> {
    await this.writeBeside(mayBeside, (em) => em.persist(em.create(Server, server)).flush());
  }

  /** Without looking at the others: never the name, and the address only of the built-in engine. */
  async change(id: string, change: Partial<Omit<Server, 'name'>>): Promise<void> {
    await this.em.fork().nativeUpdate(Server, { id }, change);
  }

  /** As `add`, for a row that is there: its own old state is among the rows. */
  async move(id: string, change: Partial<Server>, mayBeside: RowsCheck): Promise<void> {
    await this.writeBeside(mayBeside, (em) => em.nativeUpdate(Server, { id }, change));
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

  private async writeBeside(mayBeside: RowsCheck, write: (em: EntityManager) => Promise<unknown>): Promise<void> {
    await transactional(this.em, async (em) => {
      await lockWork(em, 'list-servers');
      mayBeside(await em.find(Server, {}, { orderBy: { createdAt: 'asc' } }));
      await write(em);
    });
  }
}
