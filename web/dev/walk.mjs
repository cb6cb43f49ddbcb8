#!/usr/bin/env node
// Walks the built console in a browser against dev/mock.mjs: by keyboard alone, through a lost session and a lost node, in joint
// view; and has axe look at every page in both themes. Exits 0 or 1.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const port = 8391;
const base = `http://127.0.0.1:${port}`;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let failures = 0;
const check = (what, holds, more = '') => {
  if (!holds) failures++;
  console.log(`${holds ? 'ok  ' : 'FAIL'} ${what}${holds ? '' : ` ${more}`}`);
};

const startMock = () =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [fileURLToPath(new URL('mock.mjs', import.meta.url)), String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.once('data', () => resolve(child));
  });

let last = null; // the page a failure is told of
async function open(browser, { account = 'js-watch', colorScheme = 'light', locale = 'ja-JP' } = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme, locale, bypassCSP: false });
  const page = await context.newPage();
  last = page;
  page.on('pageerror', (e) => check('no error in the page', false, e.message));
  await page.goto(base);
  await page.waitForSelector('input[name=account]:focus');
  await page.keyboard.type(account);
  await page.keyboard.press('Tab');
  await page.keyboard.type('mock');
  await page.keyboard.press('Enter');
  await page.waitForSelector('main');
  await page.waitForTimeout(400);
  return { context, page };
}
const textOf = (page) => page.evaluate(() => document.body.innerText);

async function byKeyboard(browser) {
  const { context, page } = await open(browser);
  await page.waitForSelector('[data-cursor=true]');
  await page.keyboard.press('Enter'); // the first thing that waits: the question
  await page.waitForSelector('section[aria-label="処置"]');
  check('Enter opens what waits', (await page.locator('h1').innerText()).includes('MV-22'));
  await page.keyboard.press('a');
  await page.waitForSelector('form');
  await page.keyboard.type('耐える。');
  await page.reload();
  await page.waitForSelector('section[aria-label="処置"]');
  await page.waitForTimeout(400);
  await page.keyboard.press('a');
  await page.waitForSelector('form textarea');
  check('what was typed survives a reload', (await page.locator('form textarea').first().inputValue()) === '耐える。');
  check('the form says who receives it', (await page.locator('form footer').innerText()).includes('米側に渡る'));
  await page.locator('form button[type=submit]').focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('text=送信済');
  check('the answer stands in the joint record', (await page.locator('.lane.joint').innerText()).includes('耐える。'));
  await page.keyboard.press('1');
  await page.waitForTimeout(300);
  check('keys change the page', page.url().endsWith('/action'));
  const before = await page.locator('[data-cursor=true]').innerText();
  await page.keyboard.press('j');
  check('J moves on', (await page.locator('[data-cursor=true]').innerText()) !== before);
  await context.close();
}

async function jointView(browser) {
  const { context, page } = await open(browser, { account: 'release' });
  check('the desk is there for who may release', (await textOf(page)).includes('対外提供審査'));
  await page.goto(`${base}/cases`);
  await page.waitForSelector('table a');
  check('before: withheld and home cases are listed', /避難所の被災者名簿/.test(await textOf(page)) && /着陸帯に係る/.test(await textOf(page)));
  await page.keyboard.press('Shift+J');
  await page.waitForTimeout(1200);
  const text = await textOf(page);
  check('joint view says that it is on', text.includes('同席表示中'));
  check('joint view lists what both hold', text.includes('救援物資の空輸'));
  check('joint view hides withheld and home cases', !/避難所の被災者名簿|県道28号|着陸帯に係る/.test(text));
  check('joint view hides the desk', !(await page.locator('nav').innerText()).includes('対外提供審査'));
  await page.reload();
  await page.waitForTimeout(900);
  check('joint view survives a reload', (await textOf(page)).includes('同席表示中'));
  for (const path of ['/action', '/picture', '/desk']) {
    await page.goto(base + path);
    await page.waitForTimeout(900);
    check(`joint view hides them on ${path}`, !/避難所の被災者名簿|県道28号|着陸帯に係る|合議|決裁待ち|審査で保留/.test((await textOf(page)).replace(/同席表示中[^\n]*/, '')));
  }
  await context.close();
}

async function search(browser) {
  const { context, page } = await open(browser);
  await page.keyboard.press('/');
  await page.waitForSelector('dialog input:focus');
  await page.keyboard.insertText('白水　着陸帯');
  await page.waitForSelector('[role=option]');
  check('words find a case, by title and place', (await page.locator('[role=option]').count()) === 1 && (await textOf(page)).includes('着陸帯に係る'));
  await page.locator('dialog input').fill('ＪＰＮ－Ｓ');
  await page.waitForFunction(() => document.querySelectorAll('[role=option]').length > 2);
  await page.keyboard.press('ArrowDown');
  const chosen = await page.locator('[role=option][aria-selected=true] b').innerText();
  await page.keyboard.press('Enter');
  await page.waitForSelector('h1');
  check('arrows and Enter open what was found', (await page.locator('h1').innerText()).includes(chosen) && (await page.locator('dialog').count()) === 0);
  await page.keyboard.press('Shift+J');
  await page.keyboard.press('/');
  await page.waitForSelector('dialog input:focus');
  await page.keyboard.insertText('白水');
  await page.waitForSelector('[role=option], dialog [role=status]');
  await page.waitForTimeout(600);
  check('joint view finds only what the partner holds', !/着陸帯に係る/.test(await textOf(page)) && (await textOf(page)).includes('MV-22'));
  await page.evaluate(axe);
  const told = (await page.evaluate(() => window.axe.run('dialog', { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa'] }))).violations.map((v) => v.id);
  check('axe finds nothing in the search', told.length === 0, told.join(' '));
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog', { state: 'detached' });
  check('Escape leaves it', true);
  await context.close();
}

async function mechanism(browser) {
  const { context, page } = await open(browser);
  await page.goto(`${base}/mechanism`);
  await page.waitForSelector('.sheet svg g');
  const { bodies } = await page.evaluate(async () => (await fetch('/api/v1/charter')).json());
  const common = bodies.filter((b) => !b.party); // lines run between those; a council of one side says in words whom it reports to
  const reportedTo = new Set(common.flatMap((b) => b.feeds).filter((id) => common.some((b) => b.id === id))).size;
  const all = await page.locator('.sheet svg g').count();
  check('the mechanism draws who reports to whom, and equals', (await page.locator('.sheet svg g.feeds').count()) === reportedTo && all > reportedTo);
  const card = page.locator('[data-cursor=true]');
  const name = () => card.innerText().catch(() => '');
  do await page.keyboard.press('j');
  while (!(await name()).startsWith('共同運用調整所') && bodies.pop());
  check('J walks the bodies', (await name()).startsWith('共同運用調整所'));
  const strong = await page.locator('.sheet svg g.strong').count();
  check('and the lines of the body stand out', strong === 2 && (await page.locator('.sheet svg g.faint').count()) === all - strong);
  const [box, arrow] = [await card.boundingBox(), await page.locator('.sheet svg g.strong.feeds .mark').boundingBox()];
  check('lines end at the card', Math.abs(arrow.x + arrow.width - box.x) < 2 && arrow.y > box.y && arrow.y < box.y + box.height, JSON.stringify([box, arrow]));
  await context.close();
}

async function losses(browser, mock) {
  const { context, page } = await open(browser);
  await page.goto(`${base}/cases/new/support/register-need`);
  await page.waitForSelector('form textarea');
  await page.locator('form textarea').first().fill('毛布の空輸');
  await page.locator('form textarea').nth(2).fill('毛布 500 枚');
  await page.waitForLoadState('networkidle'); // or what is still being fetched finds the session gone before the button does
  await context.clearCookies();
  await page.locator('form button[type=submit]').click();
  await page.waitForSelector('dialog');
  check('a session that ended asks for the password above the page', (await page.locator('dialog').innerText()).includes('残したまま'));
  await page.locator('dialog input[type=password]').fill('mock');
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog', { state: 'detached' });
  check('and keeps what was typed', (await page.locator('form textarea').first().inputValue()) === '毛布の空輸');
  mock.kill();
  await page.waitForSelector('text=再接続している');
  check('a lost node is said, with the time', /\d\d:\d\d:\d\d\s*時点/.test(await textOf(page)));
  await page.locator('form button[type=submit]').click();
  await page.waitForSelector('form [role=alert]');
  check('the error stands at the form', (await page.locator('form').innerText()).includes('応答がない'));
  const again = await startMock();
  await page.waitForSelector('text=再接続している', { state: 'detached', timeout: 20_000 });
  check('it comes back by itself', true);
  await page.locator('form button[type=submit]').click();
  await page.waitForURL(/\/cases\/[0-9a-f]{32}$/);
  check('the same form then goes through', true);
  await context.close();
  return again;
}

async function accessibility(browser) {
  const paths = ['/action', '/cases', 'case', '/cases/new/support/request', '/picture', '/desk', '/links', '/mechanism', '/charter/support', '/charter/registers', '/library/measures/G-E/relief', '/library/glossary/counter'];
  for (const look of [{ colorScheme: 'light', locale: 'ja-JP' }, { colorScheme: 'dark', locale: 'en-US' }]) {
    const { context, page } = await open(browser, { ...look, account: 'release' });
    const kase = await page.evaluate(async () => (await (await fetch('/api/v1/cases')).json()).cases[0].id);
    for (const path of paths) {
      await page.goto(base + (path === 'case' ? `/cases/${kase}` : path));
      await page.waitForTimeout(path === '/picture' ? 1800 : 700);
      await page.evaluate(axe);
      const found = await page.evaluate(() => window.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'] }));
      const told = found.violations.map((v) => `${v.id} (${v.nodes.length}): ${v.nodes[0].target.join(' ')} ${v.nodes[0].any[0]?.message ?? ''}`);
      check(`axe ${look.colorScheme} ${path}`, told.length === 0, `\n       ${told.join('\n       ')}`);
    }
    await context.close();
  }
}

let mock = await startMock();
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'] });
try {
  await byKeyboard(browser);
  await jointView(browser);
  await search(browser);
  await mechanism(browser);
  await accessibility(browser);
  mock = await losses(browser, mock);
} catch (e) {
  check('the walk came to its end', false, `${e.stack}\n${last?.url()}\n${await last?.evaluate(() => document.body.innerText).catch(() => '')}`);
}
await browser.close();
mock.kill();
console.log(failures ? `${failures} failed` : 'all held');
process.exit(failures ? 1 : 0);
