import type { PlanView } from '@gridscope/contract';
import { useNow } from '@vueuse/core';
import { computed, watch, type ComputedRef } from 'vue';
import { serverLack } from '../services/server-lack';
import { useExperimentStore } from '../stores/useExperimentStore';
import { useServerStore } from '../stores/useServerStore';
import { attempt } from './attempt';
import { useReadAgain } from './useReadAgain';

/** Why nothing of a plan can be drawn now for want of a server, as long as it has cells to draw. */
export function useServerLack(plan: () => PlanView): ComputedRef<string | undefined> {
  const experiments = useExperimentStore();
  const servers = useServerStore();
  const now = useNow({ interval: 30_000 });
  void servers.load();
  useReadAgain(() => servers.error !== undefined, servers.load);
  watch(() => plan().experimentId, (id) => experiments.views.has(id) || void attempt(() => experiments.open(id)), { immediate: true });
  return computed(() => {
    const choice = experiments.views.get(plan().experimentId)?.draft.servers;
    if (plan().state !== 'running' || choice === undefined || !servers.isLoaded) return undefined;
    return serverLack(choice, servers.servers, now.value.getTime());
  });
}
