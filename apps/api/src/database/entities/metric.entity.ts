import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/core';

/** A named number of an image or an attempt. */
@Entity({ tableName: 'metric' })
export class Metric {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Index()
  @Property({ type: 'text', nullable: true })
  imageHash?: string;

  @Index()
  @Property({ type: 'uuid', nullable: true })
  attemptId?: string;

  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'double' })
  value!: number;

  /** Version of the measure, so that old numbers are not compared with new ones. */
  @Property({ type: 'integer' })
  version!: number;
}
