import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/core';
import { wholeNumber } from '../column.js';

/** One thing that an attempt gave. */
@Entity({ tableName: 'output' })
export class Output {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Index()
  @Property({ type: 'uuid' })
  takeId!: string;

  @Property({ type: 'uuid' })
  attemptId!: string;

  /** Order within the take: the first picture is the lead. */
  @Property({ type: 'integer' })
  position!: number;

  @Property({ type: 'text' })
  nodeId!: string;

  /** ComfyUI's key, e.g. `images`. */
  @Property({ type: 'text', fieldName: 'output_key' })
  key!: string;

  @Property({ type: 'integer' })
  batchIndex!: number;

  @Property({ type: 'text' })
  kind!: 'image' | 'video' | 'audio' | 'text' | 'other';

  /** SHA-256 of the bytes in the image store; absent for text. */
  @Index()
  @Property({ type: 'text', nullable: true })
  fileHash?: string;

  @Property({ type: 'text', nullable: true })
  fileName?: string;

  @Property({ type: wholeNumber, nullable: true })
  sizeBytes?: number;

  @Property({ type: 'text', nullable: true })
  text?: string;

  @Property({ type: 'boolean' })
  isTemporary!: boolean;
}
