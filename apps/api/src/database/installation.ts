import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { Config } from '../config/config.js';
import { DataFolderError } from './data-folder.js';
import { Image } from './entities/image.entity.js';
import { Setting } from './entities/setting.entity.js';
import { databaseFileName } from './orm-options.js';

const settingName = 'installation';

/** Which installation this is; prompt ids are made from it, so that another data folder never adopts ours. */
@Injectable()
export class Installation {
  private known: string | undefined;

  constructor(
    private readonly config: Config,
    private readonly em: EntityManager,
  ) {}

  get id(): string {
    if (this.known === undefined) throw new Error('Installation.id was read before load()');
    return this.known;
  }

  /** Reads the id, or makes it the first time, and holds database and data folder against each other. Called once, before anything is drawn. Throws DataFolderError where they do not belong together: each would sweep away what the other needs. */
  async load(): Promise<void> {
    const em = this.em.fork();
    const file = join(this.config.dataFolder, 'installation');
    // Empty: another process is just writing it, or was stopped before it could.
    const ofFolder = (existsSync(file) ? (await readFile(file, 'utf8')).trim() : '') || undefined;
    const ofDatabase = (await em.findOne(Setting, { name: settingName }))?.value;
    if (ofFolder === undefined) await this.refuseStrangers(em);
    else if (ofFolder !== ofDatabase) throw new DataFolderError(this.belongsElsewhere(ofDatabase === undefined ? 'an empty database' : 'the database of another Gridscope'));
    this.known = ofDatabase ?? (await this.make(em));
    if (ofFolder === undefined) await writeFile(file, `${this.known}\n`);
  }

  /** A folder that says nothing yet may be given to a database elsewhere, where neither of them holds anything that the other lacks. */
  private async refuseStrangers(em: EntityManager): Promise<void> {
    if (this.config.databaseUrl === undefined) return;
    if (existsSync(join(this.config.dataFolder, databaseFileName))) throw new DataFolderError(this.belongsElsewhere('another database than its own'));
    if ((await em.findOne(Image, { hash: { $ne: '' } }, { fields: ['hash'] })) === null) return;
    throw new DataFolderError(`The database of DATABASE_URL holds pictures, and the data folder ${this.config.dataFolder} is new. Set GRIDSCOPE_DATA to the folder that was used with this database, or DATABASE_URL to another database.`);
  }

  private belongsElsewhere(what: string): string {
    const { dataFolder, databaseUrl } = this.config;
    const remedy = databaseUrl === undefined ? 'Set DATABASE_URL to the database that was used with it' : 'Set DATABASE_URL to the database that was used with it, or leave it out where that lay in the folder';
    return `The data folder ${dataFolder} was started with ${what}: its pictures are not known there. ${remedy}, or set GRIDSCOPE_DATA to another folder.`;
  }

  /** Several processes may do so at the same moment: the first one counts. */
  private async make(em: EntityManager): Promise<string> {
    await em.upsert(Setting, { name: settingName, value: randomUUID() }, { onConflictAction: 'ignore' });
    return (await em.fork().findOneOrFail(Setting, { name: settingName })).value;
  }
}
