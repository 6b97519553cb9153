import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/core';
import { wholeNumber } from '../column.js';

export type PlanKind = 'grid' | 'base';
/** What its cells are drawn by: fewest model loads, row by row, or the corners of the grid first. */
export type DrawOrder = 'cheapest' | 'rows' | 'corners';
/** `writing`: its rows are still being put down; a start that died there is finished at the next one. */
export type StoredPlanState = 'writing' | 'running' | 'paused' | 'done' | 'cancelled';

/** An experiment revision's cells, written down as rows. */
@Entity({ tableName: 'plan' })
export class Plan {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Index()
  @Property({ type: 'uuid' })
  experimentId!: string;

  @Property({ type: 'uuid' })
  revisionId!: string;

  @Property({ type: 'text' })
  kind!: PlanKind;

  @Index()
  @Property({ type: 'text' })
  state!: StoredPlanState;

  @Property({ type: 'text', nullable: true })
  pauseReason?: string;

  /** Higher runs first. */
  @Property({ type: 'integer' })
  priority!: number;

  @Property({ type: 'text' })
  drawOrder!: DrawOrder;

  /** Counts up by one with every change of a cell, in the same transaction. */
  @Property({ type: wholeNumber })
  sequence!: number;

  @Property({ type: 'integer' })
  cellCount!: number;

  /** The reason of the last failure and how many in a row had it: three pause the plan. */
  @Property({ type: 'text', nullable: true })
  lastFailure?: string;

  @Property({ type: 'integer' })
  failureStreak!: number;

  @Property({ type: wholeNumber })
  createdAt!: number;

  @Property({ type: wholeNumber, nullable: true })
  finishedAt?: number;

  /** The request that started it, for the logs. */
  @Property({ type: 'text', nullable: true })
  requestId?: string;

  /** `CellLine`s as JSON text: values that people left out, for the rows that are still to be put down. */
  @Property({ type: 'text', nullable: true })
  handSkips?: string;
}
