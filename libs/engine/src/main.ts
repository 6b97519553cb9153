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
  --version      ComfyUI version to behave like; default 0.33.0`;

const list = (text: string | undefined): string[] => text?.split(',').filter((name) => name !== '') ?? [];

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8188' },
    dir: { type: 'string', default: 'data/engine' },
    checkpoints: { type: 'string' },
    loras: { type: 'string' },
    nodes: { type: 'string' },
    version: { type: 'string' },
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
    ...(values.version !== undefined && { version: values.version }),
  });
  console.log(`${engineTitle} at ${engine.url}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void engine.close().then(() => process.exit(0)));
}
