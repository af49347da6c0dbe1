import { VueQueryPlugin } from '@tanstack/vue-query';
import { createApp } from 'vue';
import App from './App.vue';
import { queries } from './api/queries.ts';
import { pageRouter } from './router.ts';
import { resume } from './session/session.ts';
import './styles.css';

// Whoever is sent to the issuer and back needs no page before.
if (await resume())
  createApp(App).use(pageRouter()).use(VueQueryPlugin, { queryClient: queries }).mount('#app');
