// What this browser remembers for its reader: language, light or dark, joint view. Joint view is shared by all windows of the
// browser and survives a reload, so that our lane never comes back by accident while a partner sits beside the screen.
import type { Language } from '$/api/types';

export type Theme = 'light' | 'dark';

const store = typeof localStorage === 'undefined' ? null : localStorage;

function remembered(key: string): string | null {
  try {
    return store?.getItem(`tsugite.${key}`) ?? null;
  } catch {
    return null; // storage may be forbidden; the console works without it
  }
}

function remember(key: string, value: string | null) {
  try {
    if (value === null) store?.removeItem(`tsugite.${key}`);
    else store?.setItem(`tsugite.${key}`, value);
  } catch {
    return;
  }
}

const browserLanguage = (): Language =>
  typeof navigator !== 'undefined' && !navigator.language.toLowerCase().startsWith('ja') ? 'en' : 'ja';

class Prefs {
  language = $state<Language>((remembered('language') as Language | null) ?? browserLanguage());
  chosenTheme = $state<Theme | null>(remembered('theme') as Theme | null);
  systemTheme = $state<Theme>('light');
  joint = $state(remembered('joint') === 'on');
  context = $state<string | null>(remembered('context'));
  seat = $state<string | null>(remembered('seat'));

  get theme(): Theme {
    return this.chosenTheme ?? this.systemTheme;
  }

  // Called once, in the browser.
  watch() {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const follow = () => (this.systemTheme = dark.matches ? 'dark' : 'light');
    follow();
    dark.addEventListener('change', follow);
    addEventListener('storage', (e) => {
      if (e.key === 'tsugite.joint') this.joint = e.newValue === 'on';
    });
  }

  setLanguage(language: Language) {
    this.language = language;
    remember('language', language);
  }
  // Choosing what the system shows anyway means following it again.
  toggleTheme() {
    const next: Theme = this.theme === 'dark' ? 'light' : 'dark';
    this.chosenTheme = next === this.systemTheme ? null : next;
    remember('theme', this.chosenTheme);
  }
  setJoint(on: boolean) {
    this.joint = on;
    remember('joint', on ? 'on' : null);
  }
  setContext(id: string) {
    this.context = id;
    remember('context', id);
  }
  setSeat(id: string) {
    this.seat = id;
    remember('seat', id);
  }
}

export const prefs = new Prefs();
