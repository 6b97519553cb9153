import { endpoints } from '@gridscope/contract';
import sharp from 'sharp';
import { expect, it, onTestFinished } from 'vitest';
import { cellsOf } from '../../../../test/support/finish-plan.js';
import { startApp, temporaryFolder } from '../../../../test/support/start-app.js';
import { drawPlan } from '../../../../test/support/start-plan.js';

const workflow = {
  1: { class_type: 'LoadImage', inputs: { image: '' } },
  2: { class_type: 'ImageInvert', inputs: { image: ['1', 0] } },
  3: { class_type: 'SaveImage', inputs: { images: ['2', 0], filename_prefix: 'x' } },
};

it('draws from uploaded pictures, each cell from its own', async () => {
  const app = await startApp(await temporaryFolder(onTestFinished));
  onTestFinished(() => app.close());
  const files: string[] = [];
  for (const background of ['#ff0000', '#0000ff']) {
    const bytes = await sharp({ create: { width: 64, height: 64, channels: 3, background } }).png().toBuffer();
    files.push(`image:${(await app.api.request(endpoints.uploadImage, { body: bytes, query: { name: `${background}.png` } })).image}`);
  }

  const plan = await drawPlan(app, { name: 'inverted', workflow: { content: JSON.stringify(workflow) }, axes: [{ name: 'subject', images: { input: 'LoadImage.image', files } }] });

  const colours = await Promise.all((await cellsOf(app.api, plan.id)).map(async (cell) => {
    const image = cell.state === 'done' ? cell.lead?.image : undefined;
    const response = await fetch(`${app.url}/api/v1/images/${image}`);
    return [...(await sharp(Buffer.from(await response.arrayBuffer())).raw().toBuffer()).subarray(0, 3)];
  }));
  expect(colours).toEqual([[0, 255, 255], [255, 255, 0]]);
});
