import { expect, it } from 'vitest';
import { fakeContext } from './testing/fake-context.js';
import { recording } from './testing/recording.js';
import { runNode } from './testing/run-node.js';

interface Executed { json?: { type: string; data: { node: string; output: { text: string[] } } } }

it('prints a picture as PyTorch does, the middle left out', async () => {
  const recorded = recording<{ steps: Executed[] }>('run-text').steps.find(({ json }) => json?.type === 'executed' && json.data.node === 'text');
  const context = fakeContext('/nowhere');
  const [source] = (await runNode('EmptyImage', { width: 64, height: 64, batch_size: 1, color: 1058881 }, context)).outputs;

  const { ui } = await runNode('PreviewAny', { source }, context);

  expect(ui?.text).toEqual(recorded?.json?.data.output.text);
});

it.each<[string, unknown, string]>([
  ['a number', 48, '48'],
  ['text as it is', 'a\nb', 'a\nb'],
  ['the greatest seed', 2n ** 64n - 1n, '18446744073709551615'],
  ['a boolean as Python writes it', true, 'True'],
  ['a mask of whole numbers', { kind: 'MASK', batch: 1, height: 1, width: 2, data: Float32Array.of(0, 1) }, 'tensor([[[0., 1.]]])'],
  ['noise levels of very different size', { kind: 'SIGMAS', values: Float32Array.of(14.5, 0.0005, 0) }, 'tensor([1.4500e+01, 5.0000e-04, 0.0000e+00])'],
  ['a model by its kind', { kind: 'MODEL' }, '<MODEL>'],
])('shows %s', async (_, source, text) => {
  await expect(runNode('PreviewAny', { source }, fakeContext('/nowhere'))).resolves.toEqual({ outputs: [text], ui: { text: [text] } });
});
