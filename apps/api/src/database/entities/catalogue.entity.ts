import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import { wholeNumber } from '../column.js';

/** What a server said it can do (`/object_info`), kept once by its hash. */
@Entity({ tableName: 'catalogue' })
export class CatalogueRecord {
  @PrimaryKey({ type: 'text' })
  hash!: string;

  @Property({ type: 'text' })
  content!: string;

  @Property({ type: wholeNumber })
  createdAt!: number;
}
