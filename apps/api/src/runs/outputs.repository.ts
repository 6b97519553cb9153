import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/knex';
import type { Output } from '../database/entities/output.entity.js';

/** What attempts gave, within the transaction that ends them. */
@Injectable()
export class OutputsRepository {
  async add(em: EntityManager, outputs: readonly Output[]): Promise<void> {
    for (const output of outputs) {
      const { id, takeId, attemptId, position, nodeId, key, batchIndex, kind, fileHash = null, fileName = null, sizeBytes = null, text = null, isTemporary } = output;
      await em.execute(
        `insert into output (id, take_id, attempt_id, position, node_id, output_key, batch_index, kind, file_hash, file_name, size_bytes, text, is_temporary) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ${isTemporary})`,
        [id, takeId, attemptId, position, nodeId, key, batchIndex, kind, fileHash, fileName, sizeBytes, text],
        'run',
      );
    }
  }

  /** Cells that show a drawing which was begun for another cell. */
  async markReused(em: EntityManager, takeId: string): Promise<void> {
    await em.execute("update cell set origin = 'reused' where take_id = ? and state = 'done' and id <> (select t.cell_id from take as t where t.id = ?)", [takeId, takeId], 'run');
  }
}
