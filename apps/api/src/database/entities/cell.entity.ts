import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/core';
import { wholeNumber } from '../column.js';

export type StoredCellState = 'waiting' | 'queued' | 'running' | 'done' | 'failed' | 'skipped' | 'cancelled';

/** One combination of one value per axis. */
@Entity({ tableName: 'cell' })
@Unique({ properties: ['planId', 'index'] })
@Index({ properties: ['planId', 'state', 'origin'] })
@Index({ properties: ['planId', 'sequence'] })
export class Cell {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  planId!: string;

  /** X runs fastest. */
  @Property({ type: 'integer', fieldName: 'cell_index' })
  index!: number;

  @Property({ type: wholeNumber })
  sequence!: number;

  @Property({ type: 'text' })
  state!: StoredCellState;

  /** Value ids, an axis each, as JSON text. */
  @Property({ type: 'text' })
  valueIds!: string;

  /** `Parameters` as JSON text: inputs set, nodes bypassed. */
  @Property({ type: 'text' })
  parameters!: string;

  /** What the drawing is made from; absent for a skipped cell. */
  @Index()
  @Property({ type: 'text', nullable: true })
  recipeKey?: string;

  /** The take that is shown, or being drawn. */
  @Index()
  @Property({ type: 'uuid', nullable: true })
  takeId?: string;

  /** Why it failed or is skipped. */
  @Property({ type: 'text', nullable: true })
  reason?: string;

  /** Only when done: drawn here or reused from an earlier drawing. */
  @Property({ type: 'text', nullable: true })
  origin?: 'drawn' | 'reused';

  @Property({ type: 'text', nullable: true })
  leadImage?: string;

  @Property({ type: 'boolean' })
  isStarred!: boolean;

  /** Ahead of the others: a picture asked for by hand. */
  @Property({ type: 'integer' })
  priority!: number;

  /** A waiting cell rests until then after a lost attempt. */
  @Property({ type: wholeNumber, nullable: true })
  notBefore?: number;
}
