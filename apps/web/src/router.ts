import { createRouter, createWebHistory, type Router } from 'vue-router';

declare module 'vue-router' {
  interface RouteMeta {
    /** The screen draws its own header and uses the whole window. */
    isFullWindow?: boolean;
    /** What the tab says until the screen knows better. */
    title: string;
  }
}

/** The addresses of the page; every screen is its own chunk. */
export function createRoutes(): Router {
  return createRouter({
    history: createWebHistory(),
    routes: [
      { path: '/', name: 'experiments', component: () => import('./screens/ExperimentsScreen.vue'), meta: { title: 'Experiments' } },
      { path: '/new', name: 'new-experiment', component: () => import('./screens/BuilderScreen.vue'), meta: { title: 'New experiment' } },
      { path: '/experiments/:experimentId', name: 'builder', component: () => import('./screens/BuilderScreen.vue'), props: true, meta: { title: 'Experiment' } },
      { path: '/plans/:planId', name: 'grid', component: () => import('./screens/GridScreen.vue'), props: true, meta: { title: 'Grid', isFullWindow: true } },
      { path: '/servers', name: 'servers', component: () => import('./screens/ServersScreen.vue'), meta: { title: 'Servers' } },
      { path: '/:path(.*)*', name: 'not-found', component: () => import('./screens/NotFoundScreen.vue'), meta: { title: 'Not found' } },
    ],
  });
}
