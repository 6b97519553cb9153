import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/core';
import { wholeNumber } from '../column.js';

/** One drawing of a recipe. Cells with the same recipe key wait for the same take. */
@Entity({ tableName: 'take' })
export class Take {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  /** The cell it was begun for. */
  @Index()
  @Property({ type: 'uuid' })
  cellId!: string;

  @Index()
  @Property({ type: 'text' })
  recipeKey!: string;

  /** Counts from 1 within its cell. */
  @Property({ type: 'integer' })
  number!: number;

  @Property({ type: 'text' })
  state!: 'open' | 'done' | 'failed';

  @Property({ type: wholeNumber })
  createdAt!: number;
}
