import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia, type Pinia } from 'pinia';
import { TooltipProvider } from 'reka-ui';
import { createApp, defineComponent, h, type Component } from 'vue';
import { createMemoryHistory, createRouter, type Router } from 'vue-router';
import { apiKey } from '../services/api';
import { SignIn, signInKey } from '../services/sign-in';
import { EventStream, eventsKey } from '../services/socket';
import { fakeApi } from './fake-api';
import { FakeSocket } from './fake-socket';

type Routes = Parameters<typeof fakeApi>[0];

export interface FakePage extends ReturnType<typeof fakeApi> {
  socket: FakeSocket;
  pinia: Pinia;
}

/** Stores with a fake API and socket behind them; the pinia is the active one afterwards. */
export function fakePage(routes: Routes): FakePage {
  const made = parts(routes);
  const app = createApp({ render: () => null });
  app.provide(apiKey, made.api).provide(eventsKey, made.events).use(made.pinia);
  setActivePinia(made.pinia);
  return made;
}

/** A component on a page of its own, with the addresses of the app. */
export async function mountOnPage(component: Component, routes: Routes, options: { props?: Record<string, unknown>; at?: string } = {}): Promise<FakePage & { page: VueWrapper; router: Router }> {
  const made = parts(routes);
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:path(.*)*', component: { render: () => null } }] });
  await router.push(options.at ?? '/');
  const Page = defineComponent({ render: () => h(TooltipProvider, () => [h(component, options.props), h('div', { id: 'floating' })]) });
  const page = mount(Page, {
    attachTo: document.body,
    global: { plugins: [made.pinia, router], provide: { [apiKey]: made.api, [eventsKey]: made.events, [signInKey]: new SignIn(made.fetch) } },
  });
  await flushPromises();
  return { ...made, page, router };
}

function parts(routes: Routes) {
  const socket = new FakeSocket();
  return { ...fakeApi(routes), socket, events: new EventStream(socket), pinia: createPinia() };
}
