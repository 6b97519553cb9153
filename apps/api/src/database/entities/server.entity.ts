import { Entity, PrimaryKey, Property, Unique } from '@mikro-orm/core';
import { wholeNumber } from '../column.js';

/** One ComfyUI instance. */
@Entity({ tableName: 'server' })
export class Server {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'text' })
  ownerId!: string;

  @Unique()
  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'text' })
  kind!: 'engine' | 'comfyui';

  /** With its path prefix, without a slash at the end. The engine's changes with every start. */
  @Property({ type: 'text' })
  url!: string;

  /** Headers, encrypted; never given out. */
  @Property({ type: 'text', nullable: true })
  sealedHeaders?: string;

  @Property({ type: 'integer' })
  seats!: number;

  /** Gets no more cells; those it has are finished. */
  @Property({ type: 'boolean' })
  isDraining!: boolean;

  @Property({ type: 'text', nullable: true })
  catalogueHash?: string;

  @Property({ type: wholeNumber })
  createdAt!: number;
}
