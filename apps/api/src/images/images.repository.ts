import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { Image } from '../database/entities/image.entity.js';
import { Output } from '../database/entities/output.entity.js';
import { lockRow } from '../database/lock-row.js';
import { transactional } from '../database/transaction.js';

/** A picture's row as it is put down. */
export type ImageRow = Pick<Image, 'hash' | 'sizeBytes' | 'widthPx' | 'heightPx' | 'format' | 'isUpload' | 'createdAt'> & { metadata?: string };

/** Rows of pictures, and what still refers to them. */
@Injectable()
export class ImagesRepository {
  constructor(private readonly em: EntityManager) {}

  find(hash: string): Promise<Image | null> {
    return this.em.fork().findOne(Image, { hash });
  }

  findOutput(id: string): Promise<Output | null> {
    return this.em.fork().findOne(Output, { id });
  }

  /** Within the caller's transaction; a picture that is known stays as it is, and once an upload it stays one. */
  async add(em: EntityManager, rows: readonly ImageRow[]): Promise<void> {
    for (const { hash, sizeBytes, widthPx, heightPx, format, metadata = null, isUpload, createdAt } of rows) {
      // SQL by hand: this runs for every picture, and building it costs more than running it. One that is known is written again, so that a sweep waits.
      await em.execute(
        `insert into image (hash, size_bytes, width_px, height_px, format, metadata, is_upload, created_at) values (?, ?, ?, ?, ?, ?, ${isUpload}, ?) on conflict (hash) do update set is_upload = (image.is_upload or excluded.is_upload)`,
        [hash, sizeBytes, widthPx, heightPx, format, metadata, createdAt],
        'run',
      );
    }
  }

  async addUpload(row: ImageRow): Promise<void> {
    await this.add(this.em.fork(), [row]);
  }

  /** Hashes of pictures that no output shows and nobody uploaded, at most `limit`, none younger than `beforeMs`. */
  async unreferenced(beforeMs: number, limit: number): Promise<string[]> {
    const knex = this.em.fork().getKnex();
    const query = knex('image')
      .select('hash')
      .where('is_upload', false)
      .where('created_at', '<', beforeMs)
      .whereNotExists(knex('output').select(knex.raw('1')).whereRaw('output.file_hash = image.hash'))
      .limit(limit);
    const rows: { hash: string }[] = await this.em.fork().execute(query);
    return rows.map((row) => row.hash);
  }

  /** Takes the row away unless somebody came to need it; whether it is gone. */
  async removeUnreferenced(hash: string): Promise<boolean> {
    return transactional(this.em, async (em) => {
      await lockRow(em, 'image', hash);
      const sql = 'delete from image where hash = ? and is_upload = false and not exists (select 1 from output where output.file_hash = image.hash)';
      return (await em.execute<{ affectedRows: number }>(sql, [hash], 'run')).affectedRows > 0;
    });
  }

  /** Which of these hashes a picture or an output still needs. */
  async neededAmong(hashes: readonly string[]): Promise<Set<string>> {
    const em = this.em.fork();
    const images = await em.find(Image, { hash: { $in: [...hashes] } }, { fields: ['hash'] });
    const outputs = await em.find(Output, { fileHash: { $in: [...hashes] } }, { fields: ['fileHash'] });
    return new Set([...images.map((image) => image.hash), ...outputs.map((output) => output.fileHash ?? '')]);
  }
}
