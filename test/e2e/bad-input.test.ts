import sharp from 'sharp';
import { expect, it } from 'vitest';
import { jsonFile, lighthouse, textFile, withNode } from './files/files.js';
import { Builder, type BroughtFile } from './support/builder.js';
import { describeInBrowser, patience } from './support/test-browser.js';
import { withProgram } from './support/with-program.js';

const unplugged = 'http://127.0.0.1:9';

describeInBrowser('What the page says to bad input', (browser) => {
  const program = withProgram({ GRIDSCOPE_CELL_LIMIT: '1000' });

  let picker: Builder | undefined;

  async function openBuilder(): Promise<Builder> {
    const builder = new Builder(await browser.visit());
    await builder.open(program().url);
    return builder;
  }

  async function openWith(file: BroughtFile): Promise<Builder> {
    const builder = await openBuilder();
    await builder.choose(file);
    await builder.workflow.getByRole('heading', { name: file.name }).waitFor();
    return builder;
  }

  it.each<[string, () => Promise<BroughtFile>, RegExp]>([
    ['that a picture without a workflow has none, and why that can be', async () => ({ name: 'holiday.png', mimeType: 'image/png', buffer: await sharp({ create: { width: 8, height: 8, channels: 3, background: 'teal' } }).png().toBuffer() }), /holiday\.png.*no ComfyUI workflow.*metadata switched off/],
    ['that a text is no JSON, and what to export instead', async () => textFile('notes.json', 'twenty steps, no more'), /notes\.json is no JSON.*Export/],
    ['that JSON which breaks off cannot be read', async () => textFile('torn.json', lighthouse.buffer.toString().slice(0, 400)), /The file is no JSON: .* position 400/],
    ['that JSON of something else is no workflow', async () => jsonFile('package.json', { name: 'something', version: '1.0.0' }), /JSON, but no ComfyUI workflow/],
    ['which node of a graph the server lacks', async () => withNode('exotic.json', 3, { type: 'QuantumSampler' }), /QuantumSampler/],
  ])('says %s', async (_, file, sentence) => {
    picker ??= await openBuilder();
    const { refusal, dropZone } = picker;

    await picker.choose(await file());

    await expect.poll(() => refusal.first().textContent(), patience).toMatch(sentence);
    expect(await dropZone.isVisible()).toBe(true);
  });

  it('notes which input of a torn graph nothing feeds', async () => {
    const builder = await openWith(withNode('torn-link.json', 8, { id: 80 }));

    await builder.workflow.getByText('1 note on reading it').click();

    expect(await builder.workflow.getByRole('listitem').first().textContent()).toBe('Nothing gives node 9 SaveImage "Save Image" its "images", which it needs');
  });

  it.each([
    ['a value below what the input takes', 'KSampler steps', '0, 4', /0.*(below|least|smallest|1)/],
    ['a value that is not in the list, with the nearest that is', 'KSampler sampler_name', 'euler, dpmpp_2n', /dpmpp_2n.*dpmpp_2m/],
    ['a range that is empty', 'KSampler steps', '9-2 (+1)', /9-2|empty|down/],
  ])('shows %s where it is typed, and does not start', async (_, input, values, sentence) => {
    const builder = await openWith(lighthouse);

    await builder.vary(input, values);

    await expect.poll(() => builder.axis('X').textContent(), patience).toMatch(sentence);
    expect(await builder.valuesOf(input).getAttribute('aria-invalid')).toBe('true');
    await expect.poll(() => builder.start.isDisabled(), patience).toBe(true);
  });

  it('names both places where two search-and-replace axes overlap', async () => {
    const builder = await openWith(lighthouse);

    await builder.addAxis('Search and replace in a prompt');
    await builder.writeTerms('X', ['a lighthouse', 'a castle']);
    await builder.addAxis('Search and replace in a prompt');
    await builder.writeTerms('Y', ['lighthouse at dusk', 'tree at noon']);

    await expect.poll(() => builder.page.getByRole('main').textContent(), patience).toMatch(/"a lighthouse" of axis prompt and "lighthouse at dusk" of axis prompt 2 overlap at character 3/);
    expect(await builder.start.isDisabled()).toBe(true);
  });

  it('refuses more cells than the limit and says how to raise it', async () => {
    const builder = await openWith(lighthouse);

    await builder.vary('KSampler steps', '1-100');
    await builder.vary('KSampler cfg', '1-50');

    await builder.page.getByRole('button', { name: /1 problem/ }).click();
    await expect.poll(() => builder.page.getByRole('dialog').textContent(), patience).toMatch(/5,000.*1,000.*GRIDSCOPE_CELL_LIMIT/);
    expect(await builder.start.isDisabled()).toBe(true);
  });

  it('says on Servers why a server that is down cannot be used', async () => {
    const page = await browser.visit();
    await page.goto(`${program().url}/servers`);

    await page.getByRole('button', { name: 'Add a server' }).click();
    await page.getByRole('textbox', { name: 'Address' }).fill(unplugged);
    await page.getByRole('textbox', { name: 'Name' }).fill('studio');
    await page.getByRole('button', { name: 'Add', exact: true }).click();

    const row = page.getByRole('article').filter({ has: page.getByRole('heading', { name: /studio/ }) });
    await expect.poll(() => row.textContent(), patience).toMatch(/unreachable.*127\.0\.0\.1:9/s);
  });
});
