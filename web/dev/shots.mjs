#!/usr/bin/env node
// Screenshots of every page at 1440 x 900, in both languages and themes. Usage: shots.mjs BASE OUT [PAGE...]
// BASE is the address of dev/mock.mjs.
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';

const [base = 'http://127.0.0.1:8390', out = 'shots', ...only] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
const looks = [
  { language: 'ja', theme: 'light' },
  { language: 'en', theme: 'dark' },
  { language: 'en', theme: 'light' },
  { language: 'ja', theme: 'dark' },
];

const idOf = async (page, word) =>
  page.evaluate(async (w) => (await (await fetch('/api/v1/cases?context=kumamoto-2016')).json()).cases.find((c) => c.title.ja.includes(w)).id, word);
const press = (key) => (page) => page.keyboard.press(key);
const steps = {
  action: { path: '/action' },
  cases: { path: '/cases' },
  menu: { path: '/cases', then: press('n') },
  case: { path: async (p) => `/cases/${await idOf(p, '救援物資の空輸')}` },
  counter: { path: async (p) => `/cases/${await idOf(p, '救援物資の空輸')}`, then: press('c') },
  staffing: { path: async (p) => `/cases/${await idOf(p, '着陸帯に係る')}` },
  order: { path: async (p) => `/cases/${await idOf(p, '千歳')}`, then: press('r') },
  rfi: { path: async (p) => `/cases/${await idOf(p, 'MV-22')}`, then: press('a') },
  open: { path: '/cases/new/support/register-need' },
  joint: { path: async (p) => `/cases/${await idOf(p, '救援物資の空輸')}`, then: press('Shift+J') },
  'joint-action': { path: '/action', then: press('Shift+J') },
  picture: { path: '/picture', wait: 2500 },
  alert: { path: async (p) => `/picture/${await p.evaluate(async () => (await (await fetch('/api/v1/alerts?context=kumamoto-2016')).json()).alerts[2].case.id)}`, wait: 2500 },
  search: { path: '/action', then: async (p) => (await press('/')(p), await p.waitForTimeout(200), await p.keyboard.insertText('hakusui'), await p.waitForTimeout(500)) },
  desk: { path: '/desk', account: 'release' },
  release: { path: '/desk', account: 'release', then: async (p) => (await press('j')(p), await p.waitForTimeout(200), await press('r')(p)) },
  links: { path: '/links', account: 'admin' },
  check: { path: '/links', account: 'admin', then: async (p) => (await p.click('section[aria-busy] button'), await p.waitForTimeout(300)) },
  ending: { path: '/links', account: 'admin', then: async (p) => p.click('.end > button') },
  mechanism: { path: '/mechanism' },
  charter: { path: '/charter' },
  registers: { path: '/charter/registers' },
};

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'] });
for (const { language, theme } of looks) {
  for (const [name, step] of Object.entries(steps)) {
    if (only.length && !only.includes(name)) continue;
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: theme, locale: language === 'ja' ? 'ja-JP' : 'en-US', timezoneId: 'UTC' });
    const page = await context.newPage();
    page.on('console', (m) => ['error', 'warning'].includes(m.type()) && !/GL Driver|401/.test(m.text()) && console.log(name, language, m.type(), m.text()));
    page.on('pageerror', (e) => console.log(name, language, 'pageerror', e.message));
    await page.goto(`${base}/`);
    await page.fill('input[name=account]', step.account ?? 'js-watch');
    await page.fill('input[name=password]', 'mock');
    await page.click('button[type=submit]');
    await page.waitForSelector('main');
    await page.goto(base + (typeof step.path === 'string' ? step.path : await step.path(page)));
    await page.waitForTimeout(step.wait ?? 900);
    await step.then?.(page);
    await page.waitForTimeout(500);
    await page.screenshot({ path: `${out}/${name}-${language}-${theme}.png` });
    await context.close();
  }
}
await browser.close();
