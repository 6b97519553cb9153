import { endpoints, isSameAddress, type ServerDraft, type ServerTimeline, type ServerView } from '@gridscope/contract';
import { defineStore } from 'pinia';
import { computed, shallowReactive, shallowRef } from 'vue';
import { useApi } from '../services/api';
import { errorMessage } from '../services/error-message';
import { useEvents } from '../services/socket';
import type { CellPreview } from './plan-cells';

export type FoundServer = { url: string; version: string };

/** The ComfyUI servers, by id, kept current by events. */
export const useServerStore = defineStore('servers', () => {
  const api = useApi();
  const events = useEvents();
  const byId = shallowReactive(new Map<string, ServerView>());
  const hidden = shallowReactive(new Set<string>());
  /** What the sampler has of the cell that each server draws, by server. */
  const previews = shallowReactive(new Map<string, CellPreview>());
  const timelines = shallowReactive(new Map<string, ServerTimeline>());
  const found = shallowRef<FoundServer[]>([]);
  const isLoaded = shallowRef(false);
  const error = shallowRef<string>();

  const servers = computed(() => [...byId.values()].filter(({ id }) => !hidden.has(id)));

  async function load(): Promise<void> {
    try {
      const answer = await api.request(endpoints.listServers, {});
      byId.clear();
      answer.items.forEach(keep);
      found.value = answer.found;
      error.value = undefined;
      isLoaded.value = true;
    } catch (problem) {
      error.value = errorMessage(problem);
    }
  }

  async function add(draft: ServerDraft): Promise<ServerView> {
    const server = keep(await api.request(endpoints.addServer, { body: draft }));
    found.value = found.value.filter(({ url }) => !isSameAddress(url, server.url));
    return server;
  }

  const change = async (serverId: string, draft: Partial<ServerDraft>) => keep(await api.request(endpoints.changeServer, { parameters: { serverId }, body: draft }));
  const check = async (serverId: string) => keep(await api.request(endpoints.checkServer, { parameters: { serverId } }));
  const drain = async (serverId: string, isDraining: boolean) => keep(await api.request(isDraining ? endpoints.drainServer : endpoints.undrainServer, { parameters: { serverId } }));
  const interrupt = async (serverId: string) => keep(await api.request(endpoints.interruptServer, { parameters: { serverId } }));
  const free = async (serverId: string) => keep(await api.request(endpoints.freeServer, { parameters: { serverId } }));

  /** Reads what a server did between two moments. */
  async function loadTimeline(serverId: string, from: number, to: number): Promise<void> {
    timelines.set(serverId, await api.request(endpoints.serverTimeline, { parameters: { serverId }, query: { from, to } }));
  }

  async function remove(serverId: string): Promise<void> {
    await api.request(endpoints.deleteServer, { parameters: { serverId } });
    byId.delete(serverId);
  }

  function keep(server: ServerView): ServerView {
    if (byId.get(server.id)?.working?.cellId !== server.working?.cellId) previews.delete(server.id);
    byId.set(server.id, server);
    return server;
  }

  events.on('server-changed', ({ server }) => keep(server));
  events.on('cell-previewed', ({ cellId, progress, preview }) => {
    const server = [...byId.values()].find(({ working }) => working?.cellId === cellId);
    if (server !== undefined) previews.set(server.id, { progress, preview: preview ?? previews.get(server.id)?.preview });
  });
  events.on('server-deleted', ({ serverId }) => byId.delete(serverId));
  events.onNewsLost(() => void load());

  return {
    /** Has previews sent as long as somebody looks. */
    watch: () => events.watchServers(),
    servers, byId, previews, timelines, found, isLoaded, error, load, add, change, check, drain, interrupt, free, loadTimeline, remove,
    hide: (serverId: string) => hidden.add(serverId),
    restore: (serverId: string) => hidden.delete(serverId),
  };
});
