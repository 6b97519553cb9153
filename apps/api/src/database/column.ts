import { BigIntType } from '@mikro-orm/core';

/** UTC milliseconds and byte counts: 64 bits in the database, a number here. */
export const wholeNumber = new BigIntType('number');
