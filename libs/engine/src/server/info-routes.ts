import { readdir, stat } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Json } from '@gridscope/comfy';
import { modelFolderNames } from '../execution/choices.js';
import { empty, json, type Answer } from './answer.js';
import type { EngineCore } from './engine-core.js';
import type { Route } from './router.js';

/** What this server is, wherever it says so. */
export const engineTitle = 'Built-in engine (closed-form diffusion, no model weights)';

const bytesPerMiB = 1024 * 1024;

/** What can be read about the server: nodes, models, features (facts §1.8). */
export function infoRoutes(core: EngineCore): Route[] {
  const fixed = (path: string, value: Json): Route => ({ method: 'GET', path, handler: () => json(value) });
  return [
    { method: 'GET', path: '/object_info', handler: () => json(objectInfo(core)) },
    { method: 'GET', path: '/object_info/:name', handler: ({ parameters: { name = '' } }) => json(objectInfo(core, [name])) },
    { method: 'GET', path: '/system_stats', handler: () => json(systemStats(core)) },
    ...(core.features.hasFeatureFlags ? [{ method: 'GET' as const, path: '/features', handler: () => json(core.featureFlags()) }] : []),
    fixed('/models', [...modelFolderNames]),
    { method: 'GET', path: '/models/:folder', handler: ({ parameters: { folder = '' } }) => models(core, folder) },
    { method: 'GET', path: '/embeddings', handler: () => json(core.check.choices.models('embeddings').map((name) => name.replace(/\.[^.]*$/, ''))) },
    { method: 'GET', path: '/view_metadata/:folder', handler: () => empty(404) },
    { method: 'GET', path: '/experiment/models', handler: () => json(modelFolderNames.map((name) => ({ name, folders: [join(core.dirs.models, name)], extensions: ['.safetensors'] }))) },
    { method: 'GET', path: '/experiment/models/:folder', handler: ({ parameters: { folder = '' } }) => modelFiles(core, folder) },
    fixed('/extensions', []),
    fixed('/workflow_templates', {}),
    fixed('/i18n', {}),
    ...(core.features.hasNodeReplacements ? [fixed('/node_replacements', {})] : []),
    fixed('/global_subgraphs', {}),
    ...assetRoutes(core),
  ];
}

/** Assets are switched off, as they are by default: 503, under `/api` alone. */
function assetRoutes({ features }: EngineCore): Route[] {
  if (!features.hasAssetsFlag) return [];
  const message = 'Assets system is disabled. Start the server with --enable-assets to use this feature.';
  const handler = (): Answer => json({ error: { code: 'SERVICE_DISABLED', message, details: {} } }, 503);
  return [
    { method: 'GET', path: '/api/assets', handler },
    { method: 'GET', path: '/api/assets/:id', handler },
    { method: 'POST', path: '/api/assets', handler },
    { method: 'GET', path: '/api/tags', handler },
  ];
}

function objectInfo(core: EngineCore, names: readonly string[] = core.catalogue.names): Record<string, Json> {
  const catalogue = core.catalogue.refreshed();
  // An entry of /object_info is Json throughout.
  const known = names.filter((name) => catalogue.node(name) !== undefined);
  return Object.fromEntries(known.map((name) => [name, catalogue.publicSpec(name) as Json]));
}

function models(core: EngineCore, folder: string): Answer {
  return isFolder(folder) ? json(core.check.choices.models(folder)) : empty(404);
}

function isFolder(folder: string): boolean {
  return modelFolderNames.some((name) => name === folder);
}

/** Names with size and dates; the engine's own models have no file and never change: size and dates 0. */
async function modelFiles(core: EngineCore, folder: string): Promise<Answer> {
  if (!isFolder(folder)) return empty(404);
  const onDisk = new Set(await filesIn(join(core.dirs.models, folder)));
  const entries = core.check.choices.models(folder).map(async (name) => {
    const file = onDisk.has(name) ? await stat(join(core.dirs.models, folder, name)) : undefined;
    return { name, pathIndex: 0, modified: (file?.mtimeMs ?? 0) / 1000, created: (file?.ctimeMs ?? 0) / 1000, size: file?.size ?? 0 };
  });
  return json(await Promise.all(entries));
}

async function filesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    // A folder that nobody made has no files in it.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
}

function systemStats(core: EngineCore): Record<string, Json> {
  const total = core.memory.limitMiB * bytesPerMiB;
  const free = total - Math.round(core.memory.usedMiB * bytesPerMiB);
  const device = { name: engineTitle, type: 'cpu', index: null, vram_total: total, vram_free: free, torch_vram_total: total, torch_vram_free: free };
  return { system: system(core), devices: [device] };
}

function system({ version, features, options }: EngineCore): Record<string, Json> {
  return {
    os: features.hasManagerFlag ? process.platform : 'posix',
    ram_total: totalmem(),
    ram_free: freemem(),
    comfyui_version: version,
    required_frontend_version: null,
    installed_templates_version: null,
    required_templates_version: null,
    ...(features.listsPackages && { comfy_package_versions: [] }),
    python_version: `none: ${engineTitle}`,
    pytorch_version: `none: ${engineTitle}`,
    embedded_python: false,
    ...(features.needsUuid && { deploy_environment: 'gridscope-engine' }),
    argv: ['gridscope-engine', ...(options.cacheMode ? [`--cache-${options.cacheMode.kind}`] : [])],
  };
}
