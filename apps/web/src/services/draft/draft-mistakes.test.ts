import { expect, it } from 'vitest';
import { draftMistakes } from './draft-mistakes';
import { emptyDraft, type EditedDraft } from './edited-draft';

const draft: EditedDraft = { ...emptyDraft, workflow: { template: 'txt2img' } };

it.each<[string, EditedDraft, (string | number)[]]>([
  ['a workflow to begin with', emptyDraft, ['workflow']],
  ['an input for an axis', { ...draft, axes: [{ input: '', values: '1' }] }, ['axes', 0, 'input']],
  ['values for an axis', { ...draft, axes: [{ input: 'KSampler.steps', values: ' ' }] }, ['axes', 0, 'values']],
  ['a text on an axis of texts', { ...draft, axes: [{ input: 'positive.text', values: [''] }] }, ['axes', 0, 'values']],
  ['terms to search for', { ...draft, axes: [{ replace: { in: 'positive.text', terms: [''] } }] }, ['axes', 0, 'values']],
  ['a picture', { ...draft, axes: [{ images: { input: 'LoadImage.image', files: [] } }] }, ['axes', 0, 'values']],
  ['no more than twelve axes', { ...draft, axes: Array.from({ length: 13 }, () => ({ input: 'KSampler.steps', values: '1' })) }, ['axes']],
])('asks for %s', (_, edited, path) => {
  expect(draftMistakes(edited)[0]?.path).toEqual(path);
});

it('finds nothing to say about a draft that can be sent, named or not', () => {
  expect(draftMistakes({ ...draft, axes: [{ input: 'KSampler.steps', values: '1, 2' }] })).toEqual([]);
});

it('takes an empty text beside others for a value', () => {
  expect(draftMistakes({ ...draft, axes: [{ append: { to: 'positive.text', texts: ['', ', at night'] } }] })).toEqual([]);
});
