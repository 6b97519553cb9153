import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { randomUUID } from 'node:crypto';
import { Setting } from './entities/setting.entity.js';

/** Which installation this is; prompt ids are made from it, so that another data folder never adopts ours. */
@Injectable()
export class Installation {
  private known: string | undefined;

  constructor(private readonly em: EntityManager) {}

  get id(): string {
    if (this.known === undefined) throw new Error('Installation.id was read before load()');
    return this.known;
  }

  /** Reads the id, or makes it the first time. Called once, before anything is drawn. */
  async load(): Promise<void> {
    const em = this.em.fork();
    const setting = await em.findOne(Setting, { name: 'installation' });
    if (setting !== null) {
      this.known = setting.value;
      return;
    }
    const made = em.create(Setting, { name: 'installation', value: randomUUID() });
    await em.persist(made).flush();
    this.known = made.value;
  }
}
