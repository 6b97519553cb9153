import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/core';
import { wholeNumber } from '../column.js';

/** What a person named; its content is in its revisions. */
@Entity({ tableName: 'experiment' })
export class Experiment {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'text' })
  ownerId!: string;

  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'json' })
  tags!: string[];

  /** The cell it was made from: lineage. */
  @Property({ type: 'uuid', nullable: true })
  parentCellId?: string;

  @Property({ type: wholeNumber })
  createdAt!: number;

  @Index()
  @Property({ type: wholeNumber })
  updatedAt!: number;
}
