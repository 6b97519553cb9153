import { endpoints, type ServerDraft, type ServerView } from '@gridscope/contract';
import { defineStore } from 'pinia';
import { computed, shallowReactive, shallowRef } from 'vue';
import { useApi } from '../services/api';
import { errorMessage } from '../services/error-message';
import { useEvents } from '../services/socket';
import { withSample, type ServerSample } from './server-history';

export type FoundServer = { url: string; version: string };

/** The ComfyUI servers, by id, kept current by events. */
export const useServerStore = defineStore('servers', () => {
  const api = useApi();
  const events = useEvents();
  const byId = shallowReactive(new Map<string, ServerView>());
  const hidden = shallowReactive(new Set<string>());
  /** What each server said since the page was opened, at most ten minutes of it. */
  const history = shallowReactive(new Map<string, ServerSample[]>());
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

  async function remove(serverId: string): Promise<void> {
    await api.request(endpoints.deleteServer, { parameters: { serverId } });
    byId.delete(serverId);
  }

  function keep(server: ServerView): ServerView {
    byId.set(server.id, server);
    if (server.state === 'ready') history.set(server.id, withSample(history.get(server.id) ?? [], server, Date.now()));
    return server;
  }

  events.on('server-changed', ({ server }) => keep(server));
  events.on('server-deleted', ({ serverId }) => byId.delete(serverId));
  events.onNewsLost(() => void load());

  return {
    servers, byId, history, found, isLoaded, error, load, add, change, check, remove,
    hide: (serverId: string) => hidden.add(serverId),
    restore: (serverId: string) => hidden.delete(serverId),
  };
});

function isSameAddress(one: string, other: string): boolean {
  return one.replace(/\/+$/, '') === other.replace(/\/+$/, '');
}
