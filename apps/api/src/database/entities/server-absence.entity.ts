import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/core';
import { wholeNumber } from '../column.js';

/** A time in which a server could not be used. */
@Entity({ tableName: 'server_absence' })
@Index({ properties: ['serverId', 'fromAt'] })
export class ServerAbsence {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  serverId!: string;

  @Property({ type: wholeNumber })
  fromAt!: number;

  /** Absent while it lasts. */
  @Property({ type: wholeNumber, nullable: true })
  untilAt?: number;

  @Property({ type: 'text' })
  kind!: 'gone' | 'stuck';

  @Property({ type: 'text' })
  reason!: string;
}
