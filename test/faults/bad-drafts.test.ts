import { ApiError, endpoints, type ExperimentDraftInput } from '@gridscope/contract';
import { startEngine } from '@gridscope/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recNodes } from '../fakes/rec-nodes/rec-nodes.js';
import { checkDataFolder } from '../support/check-data-folder.js';
import { smallDraft } from '../support/drafts.js';
import { startApp, temporaryFolder, type TestApp } from '../support/start-app.js';

const cleanUp: (() => Promise<void>)[] = [];
let app: TestApp;

beforeAll(async () => {
  app = await startApp(await temporaryFolder((clean) => cleanUp.push(clean)));
  const small = await startEngine({ dir: await temporaryFolder((clean) => cleanUp.push(clean)), checkpoints: ['own.safetensors'], hasOnlyGivenModels: true });
  cleanUp.push(() => small.close());
  const own = await startEngine({ dir: await temporaryFolder((clean) => cleanUp.push(clean)), nodeClasses: recNodes });
  cleanUp.push(() => own.close());
  await app.api.request(endpoints.addServer, { body: { name: 'studio', url: small.url } });
  await app.api.request(endpoints.addServer, { body: { name: 'workshop', url: own.url } });
});

afterAll(async () => {
  await app.close();
  const checked = await checkDataFolder(app.dataFolder);
  for (const clean of cleanUp.reverse()) await clean();
  expect(checked, 'nothing is lost and nothing left behind').toEqual({ problems: [], soundFiles: 0 });
});

const axes = (...list: NonNullable<ExperimentDraftInput['axes']>) => smallDraft({ axes: list });
const content = (workflow: string | object): ExperimentDraftInput => ({ name: 'mine', workflow: { content: typeof workflow === 'string' ? workflow : JSON.stringify(workflow) } });
const emptyImage = { class_type: 'EmptyImage', inputs: { width: 64, height: 64, batch_size: 1, color: 0 } };

describe('a draft with a mistake', () => {
  it.each<[string, ExperimentDraftInput, RegExp, (string | number)[]]>([
    ['an input that no node has', smallDraft({ set: { 'KSampler.stepps': 4 } }), /KSampler.*no input "stepps".*steps/, ['set', 'KSampler.stepps']],
    ['a node that is not there', axes({ input: 'KSampler2.steps', values: '1-3' }), /KSampler2/, ['axes', 0, 'input']],
    ['a name that two nodes have', axes({ input: 'CLIPTextEncode.text', values: 'a' }), /CLIPTextEncode.*(6|positive).*(7|negative)/, ['axes', 0, 'input']],
    ['a value above the range', axes({ input: 'KSampler.steps', values: '5, 20000' }), /20000.*10000/, ['axes', 0, 'values']],
    ['a value below the range', smallDraft({ set: { 'KSampler.denoise': -1 } }), /-1.*0/, ['set', 'KSampler.denoise']],
    ['a choice that the server does not have', axes({ input: 'KSampler.sampler_name', values: ['eulr'] }), /eulr.*euler/, ['axes', 0, 'values', 0]],
    ['one input set by two axes', axes({ input: 'KSampler.steps', values: '1-3' }, { name: 'again', input: '3.steps', values: '4-6' }), /steps.*(both|two|twice|also)/i, ['axes', 1]],
    ['replacements that overlap', axes({ replace: { in: 'positive.text', terms: ['lighthouse at', 'castle at'] } }, { name: 'other', replace: { in: 'positive.text', terms: ['at dusk', 'at dawn'] } }), /overlap/, ['axes']],
    ['a term that is not in the text', axes({ replace: { in: 'positive.text', terms: ['zeppelin', 'castle'] } }), /zeppelin/, ['axes', 0]],
    ['an axis without values', axes({ input: 'KSampler.steps', values: '' }), /There is no value here/, ['axes', 0, 'values']],
    ['a range that holds nothing', axes({ input: 'KSampler.steps', values: '5-1 (+1)' }), /This range is empty.*Turn the sign/, ['axes', 0, 'values']],
    ['a grid above the limit', axes({ input: 'KSampler.seed', values: '1-1000' }, { input: 'KSampler.cfg', values: '1-11 [101]' }), /101,?000.*100,?000.*GRIDSCOPE_CELL_LIMIT/, ['axes']],
    ['a rule about an axis that is not there', { ...axes({ input: 'KSampler.steps', values: '1-3' }), skip: ['cfg > 3'] }, /cfg/, ['skip', 0]],
    ['an output that is none', { ...smallDraft(), outputs: ['KSampler'] }, /KSampler.*no output/, ['outputs', 0]],
    ['a server that nobody added', smallDraft({ servers: ['studio', 'attic'] }), /no server called "attic"/, ['servers']],
    ['a workflow that saves nothing', content({ 1: emptyImage }), /SaveImage/, ['outputs']],
    ['a node class that the server lacks', content({ 1: { class_type: 'EmptyImagee', inputs: {} }, 2: { class_type: 'SaveImage', inputs: { images: ['1', 0], filename_prefix: 'x' } } }), /no node class "EmptyImagee".*EmptyImage/, ['workflow']],
  ])('is told of %s, with its place', async (_, draft, message, path) => {
    const description = await app.api.request(endpoints.describePlan, { body: draft });

    const errors = description.problems.filter((problem) => problem.severity === 'error');
    expect(errors.map((problem) => problem.message).join('\n')).toMatch(message);
    expect(errors.map((problem) => problem.path.slice(0, path.length))).toContainEqual(path);
    expect(description.toDraw).toBe(0);
  });

  it.each<[string, ExperimentDraftInput, RegExp]>([
    ['text that is not JSON', content('not JSON {'), /JSON/],
    ['a picture in place of its workflow', content('\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\rIHDR'), /JSON/],
    ['JSON that is no workflow', content('[1, 2]'), /workflow/],
    ['JSON that breaks off', content('{"1": {"class_type": "Save'), /JSON/],
    ['a workflow nested without end', content(`${'['.repeat(2_000)}${']'.repeat(2_000)}`), /deeper|JSON/],
    ['an unknown template', smallDraft({ workflow: { template: 'txt3img' } }), /txt3img.*txt2img/],
    ['a setting that nobody knows', { ...smallDraft(), stepps: 3 } as ExperimentDraftInput, /stepps/],
    ['no name', { ...smallDraft(), name: ' ' }, /name/],
    ['no server at all', smallDraft({ servers: ['attic'] }), /no server called attic/],
    ['an axis of no kind', { ...smallDraft(), axes: [{ name: 'x' }] } as unknown as ExperimentDraftInput, /axes\.0/],
  ])('is refused where it has %s', async (_, draft, message) => {
    const refusal = await app.api.request(endpoints.describePlan, { body: draft }).catch((error: unknown) => error);

    expect(refusal).toBeInstanceOf(ApiError);
    expect((refusal as ApiError).message).toMatch(message);
    expect((refusal as ApiError).status).toBe(400);
  });

  it('can be kept, and is not started before it is mended', async () => {
    const experiment = await app.api.request(endpoints.createExperiment, { body: axes({ input: 'KSampler.sampler_name', values: ['eulr'] }) });

    const refusal = await app.api.request(endpoints.startPlan, { parameters: { experimentId: experiment.id }, body: {} }).catch((error: unknown) => error);

    expect(experiment.problems).toMatchObject([{ severity: 'error' }]);
    expect(refusal).toMatchObject({ status: 400, message: expect.stringContaining('eulr') });
    expect((await app.api.request(endpoints.getExperiment, { parameters: { experimentId: experiment.id } })).plan).toBeUndefined();
  });

  it('says which server lacks what, where another has it', async () => {
    const workflow = { 1: emptyImage, 2: { class_type: 'RecAlways', inputs: { image: ['1', 0] } }, 3: { class_type: 'SaveImage', inputs: { images: ['2', 0], filename_prefix: 'x' } } };

    const description = await app.api.request(endpoints.describePlan, { body: { ...content(workflow), servers: 'all' } });

    expect(description.problems.filter((problem) => problem.severity === 'error')).toEqual([]);
    expect(description.servers).toMatchObject([
      { name: 'studio', isReady: true, missing: [expect.stringContaining('no node class "RecAlways"')] },
      { name: 'workshop', isReady: true, missing: [] },
    ]);
  });
});
