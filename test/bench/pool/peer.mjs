// Draws workflows with ComfyPool of @saintno/comfyui-sdk and says on stdout what came of it, a JSON line at each change. Its order comes as one JSON line on stdin.
import { text } from 'node:stream/consumers';
import { CallWrapper, ComfyApi, ComfyPool, EQueueMode, PromptBuilder } from '@saintno/comfyui-sdk';

/** `mode`: name of an EQueueMode; `limitSeconds`: what is not done by then is not waited for. */
const { urls, workflows, mode, limitSeconds } = JSON.parse(await text(process.stdin));
const counts = { done: 0, failed: 0 };
const clients = urls.map((url, place) => new ComfyApi(url, `client-${place}`));
const pool = new ComfyPool(clients, EQueueMode[mode], { maxQueueSize: workflows.length });
const startedAtMs = Date.now();
// An error inside the package that no promise of ours carries ends the process, as it would any other.
process.on('uncaughtExceptionMonitor', (error) => tell({ endedBy: String(error) }));
tell({});
// Jobs that come before its servers are known would all go to the first of them, or, in turn, to none for ever.
const online = new Set();
await new Promise((resolve) => pool.on('connected', ({ detail }) => online.add(detail.clientIdx).size === urls.length && resolve()));
const all = pool.batch(workflows.map((workflow) => (api) => draw(api, workflow)), 10);
await Promise.race([Promise.allSettled([all]), new Promise((resolve) => setTimeout(resolve, limitSeconds * 1_000))]);
tell({});
process.exit(0);

function tell(more) {
  console.log(JSON.stringify({ ...counts, seconds: (Date.now() - startedAtMs) / 1_000, peakMemoryMiB: process.resourceUsage().maxRSS / 1_024, ...more }));
}

/** As the package's README does it, and the picture fetched, as Gridscope fetches it. */
function draw(api, workflow) {
  const prompt = new PromptBuilder(workflow, [], ['images']).setOutputNode('images', '6');
  return new Promise((resolve, reject) => {
    new CallWrapper(api, prompt).onFinished((data) => resolve(data)).onFailed((error) => reject(error)).run();
  }).then((data) => Promise.all(data.images.images.map((image) => api.getImage(image)))).then(() => {
    counts.done += 1;
    tell({});
  }, (error) => {
    counts.failed += 1;
    tell({});
    console.error(String(error?.message ?? error));
  });
}
