import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sendRequest } from './http-client.js';

/** Runs a small prompt that shares nothing with any other: by default a server keeps the results of the previous prompt alone. */
export async function forgetResults(baseUrl: string): Promise<void> {
  const promptId = randomUUID();
  const prompt = {
    1: { class_type: 'EmptyImage', inputs: { width: 8, height: 8, batch_size: 1, color: randomInt(2 ** 24) } },
    2: { class_type: 'PreviewImage', inputs: { images: ['1', 0] } },
  };
  await sendRequest(baseUrl, { method: 'POST', path: '/prompt', headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify({ prompt, prompt_id: promptId })) });
  for (;;) {
    const { body } = await sendRequest(baseUrl, { method: 'GET', path: `/history/${promptId}`, headers: {}, body: undefined });
    if (body.length > 2) return;
    await sleep(20);
  }
}
