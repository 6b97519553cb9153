import { parseArgs } from 'node:util';
import { startEngine } from './server/start-engine.js';
import { engineTitle } from './server/info-routes.js';

const usage = `${engineTitle}

npm run engine -- --port N --dir DIR [--checkpoints A,B] [--loras C] [--nodes MODULE]

  --port         port on 127.0.0.1; default 8188
  --dir          base folder for input, output, temp and models; default ./data/engine
  --checkpoints  further checkpoint names, separated by commas
  --loras        further LoRA names, separated by commas
  --nodes        modules with further node classes, separated by commas
  --version      ComfyUI version to behave like; default 0.33.0

To stand for a device of known speed:
  --seconds-per-prompt  what every prompt costs in all, its loads beside; default what it takes
  --seconds-per-step    what a sampling step costs beside its own time; default 0
  --seconds-per-load    what loading a model costs; default 0
  --memory              memory of the pretended device in MiB; default 24576
  --record              file to which a JSON line is added for what becomes of every prompt`;

const number = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));
const list = (text: string | undefined): string[] => text?.split(',').filter((name) => name !== '') ?? [];

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8188' },
    dir: { type: 'string', default: 'data/engine' },
    checkpoints: { type: 'string' },
    loras: { type: 'string' },
    nodes: { type: 'string' },
    version: { type: 'string' },
    'seconds-per-prompt': { type: 'string' },
    'seconds-per-step': { type: 'string' },
    'seconds-per-load': { type: 'string' },
    memory: { type: 'string' },
    record: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(usage);
} else {
  const engine = await startEngine({
    port: Number(values.port),
    dir: values.dir,
    checkpoints: list(values.checkpoints),
    loras: list(values.loras),
    nodes: list(values.nodes),
    ...withoutAbsent({
      version: values.version,
      secondsPerPrompt: number(values['seconds-per-prompt']),
      secondsPerStep: number(values['seconds-per-step']),
      secondsPerLoad: number(values['seconds-per-load']),
      memoryLimitMiB: number(values.memory),
      record: values.record,
    }),
  });
  console.log(`${engineTitle} at ${engine.url}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void engine.close().then(() => process.exit(0)));
}

/** Options that were given. */
function withoutAbsent<T extends object>(options: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  // What is left has every value that it names.
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
