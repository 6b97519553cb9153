import { z } from 'zod';

/** A value of an input. Integers outside ±(2^53 − 1) are decimal text, so that JSON keeps every digit. */
export const scalar = z.union([z.number(), z.string().max(100_000), z.boolean()]);

/** A UUID in its canonical, lower-case form (version 7 where we made it, so that ids sort by age). */
export const id = z.uuid();

/** SHA-256 of a picture's bytes, 64 lower-case hexadecimal digits. */
export const imageHash = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hexadecimal');

/** UTC milliseconds since 1970. */
export const timeMs = z.int().min(0);

/** A name that people give: 1 to 200 characters, no control characters. */
export const name = z
  .string()
  .trim()
  .min(1, 'a name is needed')
  .max(200, 'a name has at most 200 characters')
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'a name has no control characters');

/** Where a list goes on: opaque text from the page before. */
export const cursor = z.string().max(200);
