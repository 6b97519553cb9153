import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/core';
import { wholeNumber } from '../column.js';

export type AttemptState = 'queued' | 'running' | 'done' | 'failed' | 'lost';

/** What went wrong with an attempt. */
export type AttemptFailure = 'connection' | 'server-gone' | 'out-of-memory' | 'stuck' | 'refused' | 'failed' | 'contradiction' | 'disk-full' | 'stopped';

/** One try at a take on one server. */
@Entity({ tableName: 'attempt' })
@Unique({ properties: ['takeId', 'number'] })
@Index({ properties: ['serverId', 'finishedAt'] })
export class Attempt {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  takeId!: string;

  @Index()
  @Property({ type: 'uuid' })
  cellId!: string;

  @Property({ type: 'integer' })
  number!: number;

  @Property({ type: 'uuid' })
  serverId!: string;

  /** Kept, so that a picture knows its origin after the server was forgotten. */
  @Property({ type: 'text' })
  serverName!: string;

  /** Made from installation, take and attempt number, so that a worker finds its own prompt after a crash. */
  @Property({ type: 'uuid' })
  promptId!: string;

  @Index()
  @Property({ type: 'text' })
  state!: AttemptState;

  /** Who holds the claim. */
  @Property({ type: 'text' })
  workerId!: string;

  /** Until when, unless renewed. */
  @Property({ type: wholeNumber })
  leaseUntil!: number;

  @Property({ type: wholeNumber })
  claimedAt!: number;

  /** From the claim until the server has finished; a server never holds more than its seats. */
  @Property({ type: 'boolean' })
  holdsSeat!: boolean;

  @Property({ type: wholeNumber, nullable: true })
  startedAt?: number;

  @Property({ type: wholeNumber, nullable: true })
  finishedAt?: number;

  /** Milliseconds from claim to the server's start, loading models, and drawing. */
  @Property({ type: wholeNumber, nullable: true })
  waitMs?: number;

  @Property({ type: wholeNumber, nullable: true })
  loadMs?: number;

  @Property({ type: wholeNumber, nullable: true })
  drawMs?: number;

  @Property({ type: 'text', nullable: true })
  error?: string;

  @Property({ type: 'text', nullable: true })
  failure?: AttemptFailure;

  /** Sampler steps that were done; the server's speed is learned from them. */
  @Property({ type: 'integer', nullable: true })
  stepCount?: number;

  /** The models that the cell needed, as the scheduler names a set of them. */
  @Property({ type: 'text', nullable: true })
  modelKey?: string;

  @Property({ type: 'text', nullable: true })
  verification?: 'verified' | 'unverified';

  /** Version, device, raw system_stats and model files as found, as JSON text. */
  @Property({ type: 'text', nullable: true })
  facts?: string;

  /** The prompt that the server says it executed, exact JSON text. */
  @Property({ type: 'text', nullable: true })
  executedWorkflow?: string;
}
