import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/core';
import { wholeNumber } from '../column.js';

/** A file made of a plan. */
@Entity({ tableName: 'export' })
export class Export {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Index()
  @Property({ type: 'uuid' })
  planId!: string;

  /** `ExportRequest` as JSON text. */
  @Property({ type: 'text' })
  request!: string;

  @Property({ type: 'text' })
  state!: 'waiting' | 'running' | 'done' | 'failed';

  /** 0 to 1. */
  @Property({ type: 'double' })
  progress!: number;

  @Property({ type: 'text' })
  fileName!: string;

  @Property({ type: wholeNumber, nullable: true })
  sizeBytes?: number;

  @Property({ type: 'text', nullable: true })
  reason?: string;

  @Property({ type: wholeNumber })
  createdAt!: number;
}
