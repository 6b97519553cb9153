import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import { wholeNumber } from '../column.js';

/** A picture by the hash of its bytes; the bytes are in the image store under it. */
@Entity({ tableName: 'image' })
export class Image {
  /** SHA-256, lower-case hexadecimal. */
  @PrimaryKey({ type: 'text' })
  hash!: string;

  @Property({ type: wholeNumber })
  sizeBytes!: number;

  @Property({ type: 'integer' })
  widthPx!: number;

  @Property({ type: 'integer' })
  heightPx!: number;

  /** As judged by the content: png, jpeg, webp, gif, … */
  @Property({ type: 'text' })
  format!: string;

  /** Text chunks found in it, as JSON text; absent where there are none. */
  @Property({ type: 'text', nullable: true })
  metadata?: string;

  /** Given by a person: kept without an output that refers to it. */
  @Property({ type: 'boolean' })
  isUpload!: boolean;

  @Property({ type: wholeNumber })
  createdAt!: number;
}
