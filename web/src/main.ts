import { mount } from 'svelte';
import '$/ui/tokens.css';
import '$/ui/base.css';
import App from '$/app/App.svelte';
import { listen } from '$/app/keys';
import { prefs } from '$/app/prefs.svelte';
import { router } from '$/app/router.svelte';

prefs.watch();
router.watch();
listen();
mount(App, { target: document.getElementById('app')! });
