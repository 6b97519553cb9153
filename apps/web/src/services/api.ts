import { ApiClient } from '@gridscope/contract';
import { inject, type InjectionKey } from 'vue';

export const apiKey: InjectionKey<ApiClient> = Symbol('api');

/** The client of the API that served this page. */
export function createApi(fetch: typeof window.fetch): ApiClient {
  return new ApiClient({ baseUrl: '', fetch });
}

/** The app's client, for stores and components. */
export function useApi(): ApiClient {
  const api = inject(apiKey);
  if (api === undefined) throw new Error('No ApiClient was provided to the app.');
  return api;
}
