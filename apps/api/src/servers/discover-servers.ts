import { isSameAddress } from '@gridscope/contract';
import { z } from 'zod';

const ports = [8188, 8000];
const answer = z.object({ system: z.object({ comfyui_version: z.string() }) });

/** Looks for ComfyUI where its server and its desktop program listen on this machine. */
export async function discoverServers(knownUrls: readonly string[], timeoutMs = 500): Promise<{ url: string; version: string }[]> {
  const urls = ports.map((port) => `http://127.0.0.1:${port}`).filter((url) => !knownUrls.some((known) => isSameAddress(known, url)));
  const found = await Promise.all(urls.map((url) => probe(url, timeoutMs)));
  return found.filter((server) => server !== undefined);
}

async function probe(url: string, timeoutMs: number): Promise<{ url: string; version: string } | undefined> {
  try {
    const response = await fetch(`${url}/system_stats`, { signal: AbortSignal.timeout(timeoutMs), redirect: 'error' });
    const parsed = answer.safeParse(await response.json());
    return parsed.success ? { url, version: parsed.data.system.comfyui_version } : undefined;
  } catch (error) {
    // Nobody there, somebody slow, or something that is no ComfyUI: all mean that there is nothing to offer.
    if (error instanceof Error) return undefined;
    throw error;
  }
}
