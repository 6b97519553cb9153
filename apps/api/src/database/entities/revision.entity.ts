import { Entity, PrimaryKey, Property, Unique } from '@mikro-orm/core';
import { wholeNumber } from '../column.js';

/** One state of an experiment with everything it was made of. Never updated. */
@Entity({ tableName: 'revision' })
@Unique({ properties: ['experimentId', 'number'] })
export class Revision {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  experimentId!: string;

  @Property({ type: 'integer' })
  number!: number;

  /** The draft as JSON text, as it was given. */
  @Property({ type: 'text' })
  definition!: string;

  /** SHA-256 of the canonical draft: the same file again is the same revision. */
  @Property({ type: 'text' })
  definitionHash!: string;

  @Property({ type: 'text' })
  workflowName!: string;

  /** API format, exact JSON text. */
  @Property({ type: 'text' })
  workflow!: string;

  /** The editor's graph as it came, exact JSON text. */
  @Property({ type: 'text', nullable: true })
  editorGraph?: string;

  /** `ResolvedRevision` as JSON text: axes, starting values, skip rules, outputs, servers. */
  @Property({ type: 'text' })
  resolved!: string;

  @Property({ type: wholeNumber })
  createdAt!: number;
}
