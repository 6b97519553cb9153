import { Entity, PrimaryKey, Property } from '@mikro-orm/core';

/** A fact of this installation, e.g. its id. */
@Entity({ tableName: 'setting' })
export class Setting {
  @PrimaryKey({ type: 'text' })
  name!: string;

  @Property({ type: 'text' })
  value!: string;
}
