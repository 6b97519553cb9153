import { parseArgs } from 'node:util';
import { destructiveRequests, whyNeedsOwnServer } from './destructive-requests.js';
import { judge, playToEngine, type Verdict } from './play-scenario.js';
import { forgetResults } from './forget-results.js';
import { readRecordings, type Recording } from './recording.js';
import { recordingsFolder } from './recordings-folder.js';
import { replay } from './replay.js';
import { normaliseUrl } from './normalise-url.js';
import { whatServerLacks } from './server-needs.js';

const usage = `Plays what was recorded of ComfyUI 0.33.0 and says where a server answers differently.

npm run conformance -- [--url URL] [--allow-destructive] [--only SCENARIO,…]

  --url                a server that runs; left out: the built-in engine, a fresh one for each scenario
  --allow-destructive  also plays what clears the server's queue or history, stops what runs there or frees its memory
  --only               scenarios by name, separated by commas`;

const shownComplaints = 20;

const { values } = parseArgs({
  options: { url: { type: 'string' }, 'allow-destructive': { type: 'boolean', default: false }, only: { type: 'string' }, help: { type: 'boolean', default: false } },
});

if (values.help) {
  console.log(usage);
} else {
  const only = values.only?.split(',');
  const recordings = readRecordings(recordingsFolder()).filter(({ scenario }) => only?.includes(scenario) ?? true);
  process.exitCode = await playAll(recordings, values.url === undefined ? undefined : normaliseUrl(values.url), values['allow-destructive']);
}

/** 0 when every scenario that was played came out as recorded, but for what has a name. */
async function playAll(recordings: readonly Recording[], url: string | undefined, allowsDestructive: boolean): Promise<number> {
  const total = { requests: 0, messages: 0, known: 0, complaints: 0, leftOut: 0 };
  for (const recording of recordings) {
    const obstacle = url === undefined ? undefined : (obstacleFor(recording, allowsDestructive) ?? (await whatServerLacks(recording, url)));
    if (obstacle !== undefined) {
      total.leftOut += 1;
      console.log(`-  ${recording.scenario}: left out, ${obstacle}`);
      continue;
    }
    const verdict = await (url === undefined ? playToEngine(recording) : playToServer(recording, url));
    total.requests += verdict.requestCount;
    total.messages += verdict.messageCount;
    total.known += verdict.knownCount;
    total.complaints += verdict.complaints.length;
    console.log(`${verdict.complaints.length === 0 ? 'ok' : 'NO'} ${recording.scenario}: ${verdict.requestCount} requests, ${verdict.messageCount} messages`);
    for (const complaint of verdict.complaints.slice(0, shownComplaints)) console.log(`   ${complaint}`);
    if (verdict.complaints.length > shownComplaints) console.log(`   and ${verdict.complaints.length - shownComplaints} more`);
  }
  console.log(`${total.requests} requests and ${total.messages} messages compared; ${total.known} named differences, ${total.complaints} without a name, ${total.leftOut} scenarios left out`);
  return total.complaints === 0 ? 0 : 1;
}

function obstacleFor(recording: Recording, allowsDestructive: boolean): string | undefined {
  const destructive = destructiveRequests(recording);
  if (destructive.length > 0 && !allowsDestructive) return `it asks ${destructive.join(', ')} (--allow-destructive plays it)`;
  return whyNeedsOwnServer(recording);
}

async function playToServer(recording: Recording, baseUrl: string): Promise<Verdict> {
  await forgetResults(baseUrl);
  return judge(await replay(recording, { baseUrl, isOwn: false, close: () => Promise.resolve() }), { isForeign: true });
}
