import './styles/index.css';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { z } from 'zod';
import App from './App.vue';
import { createRoutes } from './router';
import { apiKey, createApi } from './services/api';
import { SignIn, signInKey } from './services/sign-in';
import { eventsKey, openEvents } from './services/socket';

// Compiled checks need `eval`, which the page's content security policy forbids.
z.config({ jitless: true });

const signIn = new SignIn(window.fetch.bind(window));

createApp(App)
  .provide(signInKey, signIn)
  .provide(apiKey, createApi(signIn.fetch))
  .provide(eventsKey, openEvents())
  .use(createPinia())
  .use(createRoutes())
  .mount('#app');
