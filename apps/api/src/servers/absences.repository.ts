import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { ServerAbsence } from '../database/entities/server-absence.entity.js';
import { newId } from '../database/ids.js';

export type AbsenceKind = ServerAbsence['kind'];

/** When servers could not be used. One of a kind is open at a time; several processes may see the same one begin and end. */
@Injectable()
export class AbsencesRepository {
  constructor(private readonly em: EntityManager) {}

  /** Those that last. */
  open(): Promise<ServerAbsence[]> {
    return this.em.fork().find(ServerAbsence, { untilAt: null });
  }

  /** Those that touch a stretch of time, by rising beginning. */
  between(serverId: string, fromMs: number, toMs: number): Promise<ServerAbsence[]> {
    return this.em.fork().find(ServerAbsence, { serverId, fromAt: { $lt: toMs }, $or: [{ untilAt: null }, { untilAt: { $gt: fromMs } }] }, { orderBy: { fromAt: 'asc' } });
  }

  /** Nothing happens where one of the kind is open already, or the server was removed meanwhile. */
  async begin(serverId: string, kind: AbsenceKind, fromMs: number, reason: string): Promise<void> {
    await this.em.fork().execute(
      `insert into server_absence (id, server_id, from_at, kind, reason) select ?, s.id, ${Math.round(fromMs)}, ?, ? from server as s
        where s.id = ? and not exists (select 1 from server_absence as o where o.server_id = s.id and o.kind = ? and o.until_at is null)`,
      [newId(), kind, reason, serverId, kind],
      'run',
    );
  }

  async end(serverId: string, kind: AbsenceKind, untilMs: number): Promise<void> {
    await this.em.fork().nativeUpdate(ServerAbsence, { serverId, kind, untilAt: null }, { untilAt: untilMs });
  }
}
