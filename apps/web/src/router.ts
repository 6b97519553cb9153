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
  const router = createRouter({
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
  router.onError((error: unknown, to) => {
    if (isGoneChunk(error) && isFirstReload(Date.now())) window.location.assign(to.fullPath);
  });
  return router;
}

/** The program was updated while the page was open: the chunk that the old page asks for is gone, a reload brings the new page. */
function isGoneChunk(error: unknown): boolean {
  return error instanceof Error && /dynamically imported module|preload CSS|module script failed/i.test(error.message);
}

/** Not a second time within ten seconds: then the reload did not help. */
function isFirstReload(nowMs: number): boolean {
  const key = 'gridscope.reloaded-at';
  const isFirst = nowMs - Number(sessionStorage.getItem(key) ?? 0) > 10_000;
  sessionStorage.setItem(key, String(nowMs));
  return isFirst;
}
