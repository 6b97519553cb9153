import { expect, it } from 'vitest';
import { queuedText } from './queued-text.js';

it.each([
  ['a plain text', 'a cat, (old:1.2) | a dog', 'a cat, (old:1.2) | a dog', false],
  ['a comment at the end of a line', 'a cat // for now\nat dusk', 'a cat \nat dusk', false],
  ['a comment over lines', 'a cat /* or\na dog */ at dusk', 'a cat  at dusk', false],
  ['braces around one choice', 'a {red {old}} cat', 'a red old cat', false],
  ['braces that are kept', 'a \\{red\\} cat', 'a \\{red\\} cat', false],
  ['a brace that closes nothing', 'a} cat', 'a} cat', false],
  ['a lot', 'a {red|blue} cat // for now', 'a {red|blue} cat ', true],
  ['a lot inside', 'a {very {red|blue}} cat', 'a {very {red|blue}} cat', true],
])('queues %s as the page does', (_, written, text, hasChoice) => {
  expect(queuedText(written)).toEqual({ text, hasChoice });
});
