#!/usr/bin/env node
// Opens both consoles in a real browser after the Kumamoto rehearsal and uses them as a person would: signing in, the list of what
// requires action, the map, a case in both languages, joint view, the release desk, and staffing by keyboard alone. Pictures go to
// build/shots. One line a statement. Exit codes: 0 all hold, 1 one does not.
// TSUGITE_BUILD names the build folder, default build/; CHROMIUM the browser, default /usr/bin/chromium.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { Person } from './api.mjs';
import { password, root, scenarioArgs, startNodes, tsugite } from './nodes.mjs';

const { chromium } = createRequire(join(root, 'web/package.json'))('playwright-core');
const build = resolve(root, process.env.TSUGITE_BUILD ?? 'build');
const binary = join(build, 'tsugite');
const shots = join(build, 'shots');

async function open(browser, url, language, more = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: language === 'ja' ? 'ja-JP' : 'en-US', timezoneId: 'Asia/Tokyo', ...more });
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(String(error)));
  page.on('console', (m) => m.type() === 'error' && !/status of 401/.test(m.text()) && page.faults.push(m.text()));
  await page.goto(url);
  return page;
}

async function signIn(page, account) {
  await page.fill('input[name=account]', account);
  await page.fill('input[name=password]', password);
  await page.click('button[type=submit]');
  await page.waitForSelector('nav');
}

const shot = (page, name) => page.screenshot({ path: join(shots, `${name}.png`) });
const text = (page, selector) => page.locator(selector).first().innerText();
const go = async (page, path) => {
  await page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
};

const statements = [
  ['the wrong password does not open the door', async ({ japan }) => {
    await japan.fill('input[name=account]', 'js-watch');
    await japan.fill('input[name=password]', 'not this one');
    await japan.click('button[type=submit]');
    await japan.waitForSelector('[role=alert]');
    assert.equal(await japan.locator('nav').count(), 0);
    japan.faults = [];
  }],
  ['both watches sign in; every page says that it is an exercise', async ({ japan, america }) => {
    await signIn(japan, 'js-watch');
    await signIn(america, 'usfj-watch');
    assert.match(await text(japan, '.band'), /演習/);
    assert.match(await text(america, '.band'), /EXERCISE/);
    await shot(japan, 'action-ja');
    await shot(america, 'action-en');
  }],
  ["Japan's list says what requires action", async ({ japan }) => {
    await go(japan, '/action');
    await japan.waitForSelector('main li a');
    assert.match(await text(japan, 'main'), /千歳からのC-130による空輸/);
  }],
  ["the alerts of both shocks are on America's map: the middle of it opens the gravest", async ({ america, cases }) => {
    await go(america, '/picture');
    await america.waitForSelector('.map canvas');
    await america.waitForFunction(() => document.querySelectorAll('.list li a').length >= 3);
    const box = await america.locator('.map canvas').boundingBox();
    await america.waitForTimeout(1500);
    await america.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await america.waitForSelector('.card');
    await shot(america, 'picture-en');
    const id = new URL(america.url()).pathname.split('/')[2];
    assert.ok([cases.mainshock, cases.foreshock, cases.tsunami].includes(id), america.url());
  }],
  ['a case reads in Japanese and in English, three lanes, binding nobody', async ({ japan, america, cases }) => {
    for (const [page, name, words] of [
      [japan, 'case-ja', ['南阿蘇村への救援物資の空輸', '統幕運（演）第16-041号', 'USFJ FRAGO 16-041 (EXERCISE)', '拘束']],
      [america, 'case-en', ['Airlift of relief goods to Minamiaso', '統幕運（演）第16-041号', 'USFJ FRAGO 16-041 (EXERCISE)', 'binds nobody']],
    ]) {
      await go(page, `/cases/${cases.lift}`);
      await page.waitForSelector('.lane.joint article');
      const seen = await text(page, 'main');
      for (const word of words) assert.ok(seen.includes(word), `${name}: ${word}`);
      assert.equal(await page.locator('.lane').count(), 3);
      await shot(page, name);
    }
    for (const page of [japan, america])
      await page.evaluate(() => document.querySelectorAll('main details').forEach((folded) => (folded.open = true)));
    assert.ok((await text(japan, '.lane.ours')).includes('着陸地点が特定されておらず'), "MLIT's reason is in our lane");
    assert.ok(!(await text(america, 'main')).includes('着陸地点が特定されておらず'), 'and not on the other side');
  }],
  ['the language changes in place', async ({ japan }) => {
    await japan.click('button[lang=en]');
    await japan.waitForFunction(() => document.documentElement.lang === 'en' && document.body.innerText.includes('Airlift of relief goods'));
    await japan.click('button[lang=ja]');
    await japan.waitForFunction(() => document.documentElement.lang === 'ja');
  }],
  ['joint view hides our lane at one key, and the desk with it', async ({ japan }) => {
    assert.equal(await japan.locator('.lane.ours').count(), 1);
    await japan.keyboard.press('Shift+J');
    await japan.waitForFunction(() => !document.querySelector('.lane.ours'));
    assert.ok(!(await text(japan, 'body')).includes('着陸地点が特定されておらず'));
    assert.equal(await japan.locator('nav a[href="/desk"]').count(), 0);
    await shot(japan, 'joint-view-ja');
    await japan.keyboard.press('Shift+J');
    await japan.waitForSelector('.lane.ours');
  }],
  ['a case is found by words at one key, and opened', async ({ america, cases }) => {
    await go(america, '/action');
    await america.keyboard.press('/');
    await america.waitForSelector('dialog input:focus');
    await america.keyboard.insertText('airlift minamiaso');
    await america.waitForSelector('[role=option]');
    await shot(america, 'search-en');
    await america.keyboard.press('Enter');
    await america.waitForFunction((id) => location.pathname === `/cases/${id}`, cases.lift);
    await america.waitForFunction(() => !document.querySelector('dialog'));
  }],
  ['the mechanism is drawn: who reports to whom, who coordinates as equals, what is in motion, what lies where', async ({ japan }) => {
    await go(japan, '/mechanism/BOCC');
    await japan.waitForSelector('.sheet svg g.feeds .mark');
    assert.ok((await japan.locator('.sheet svg g.lateral').count()) >= 1);
    await japan.waitForSelector('[data-body=BOCC][data-cursor=true]');
    const bocc = await text(japan, '[data-body=BOCC]');
    assert.match(bocc, /日本側の認定で始動：日本における大規模災害/);
    assert.match(bocc, /ここにある案件/);
    const seen = await text(japan, 'main');
    assert.ok(!/\b(leaders|jpn-nsc)\b/.test(seen), 'no id where there is a name');
    assert.equal(await japan.locator('.row:has([data-body=jpn-nsc]) .theirs [data-body]').count(), 0, 'a council of one side stands on its side alone');
    await shot(japan, 'mechanism-ja');
  }],
  ["my counterpart is shown, on duty as the partner's roster says", async ({ japan, nodes }) => {
    const watch = await Person.signIn(nodes.USA.url, 'usfj-watch', password);
    const { status, text: why } = await watch.ask('/commands', { method: 'POST', body: {
      id: 'console-roster', kind: 'step', context: watch.context, seat: watch.me.seats[0].id, procedure: 'duty-roster', step: 'publish', roles: { publisher: 'USA', reader: 'JPN' },
      fields: [
        { id: 'desk', value: 'usa-usfj-j3-watch' }, { id: 'note', value: { ja: '', en: 'day shift' } }, { id: 'period', value: { from_ms: Date.now(), to_ms: Date.now() + 43_200_000 } },
        { id: 'language', value: 'interpreter' }, { id: 'phone', value: { ja: '', en: 'ext. EX-4417' } },
      ],
    } });
    assert.equal(status, 200, why);
    await japan.waitForSelector('.counterparts >> text=EX-4417');
    assert.match(await text(japan, '.counterparts li:has-text("EX-4417")'), /在日米軍司令部 第３部 当直[^]*通訳/);
    await shot(japan, 'counterpart-ja');
  }],
  ['a case names another one: picked from a list by keyboard, shown as a link on both sides', async ({ japan, america, cases }) => {
    await go(japan, '/cases/new/lesson/note');
    await japan.waitForSelector('form textarea');
    await japan.locator('form textarea').first().fill('白水運動公園の着陸帯の確認');
    await japan.locator('form textarea').nth(2).fill('着陸地点を先に確かめると空輸が早まる');
    await japan.locator('[role=combobox]').focus();
    await japan.keyboard.insertText('airlift minamiaso');
    await japan.waitForFunction(() => document.querySelectorAll('form [role=option]').length === 1);
    await japan.keyboard.press('Enter');
    await japan.waitForSelector('form .chosen');
    await shot(japan, 'pick-case-ja');
    await japan.locator('form button[type=submit]').click();
    await japan.waitForURL(/\/cases\/[0-9a-f]{32}$/);
    const id = new URL(japan.url()).pathname.split('/')[2];
    await japan.waitForSelector(`.lane a[href="/cases/${cases.lift}"]`);
    await go(america, `/cases/${id}`);
    await america.waitForSelector(`.lane a[href="/cases/${cases.lift}"]`);
    assert.match(await text(america, `.lane a[href="/cases/${cases.lift}"]`), /Airlift of relief goods to Minamiaso/);
  }],
  ['a word against the glossary is flagged while writing, and mended at one key', async ({ america }) => {
    await go(america, '/cases/new/rfi/ask');
    await america.waitForSelector('form textarea:focus');
    await america.keyboard.insertText('Is there a counterproposal?');
    await america.waitForSelector('form >> text=“Counter-proposal”, not “counterproposal”');
    await shot(america, 'glossary-en');
    await america.keyboard.press('F2');
    await america.waitForFunction(() => document.querySelector('form textarea').value === 'Is there a counter-proposal?');
    await america.waitForFunction(() => !document.querySelector('form').innerText.includes('not “counterproposal”'));
  }],
  ['help on the procedure opens at one key, also while writing, and what was typed stays', async ({ america, cases }) => {
    await america.keyboard.press('F1');
    await america.locator('dialog details.picture summary').click();
    await america.waitForSelector('dialog img');
    await america.waitForFunction(() => [...document.querySelectorAll('dialog img')].some((img) => img.complete && img.naturalWidth > 100));
    await shot(america, 'help-en');
    await america.keyboard.press('Escape');
    await america.waitForFunction(() => !document.querySelector('dialog'));
    assert.equal(await america.locator('form textarea').first().inputValue(), 'Is there a counter-proposal?');
    await go(america, `/cases/${cases.lift}`);
    await america.waitForSelector('.lane.joint article');
    await america.keyboard.press('F1');
    await america.waitForSelector('dialog [aria-current=step]');
    assert.match(await text(america, 'dialog'), /SDF Act|Self-Defense Forces Act/);
    await america.keyboard.press('Escape');
  }],
  ['the handbook has an address for every entry, and the search finds it', async ({ japan }) => {
    await go(japan, '/library/measures/G-E/relief');
    await japan.waitForSelector('main dl a[href="/mechanism/BOCC"]');
    assert.match(await text(japan, 'main'), /救援物資/);
    await japan.waitForFunction(() => {
      const list = document.querySelector('[data-cursor="true"]')?.getBoundingClientRect();
      return list && list.top >= 0 && list.bottom <= innerHeight;
    });
    await shot(japan, 'handbook-ja');
    await go(japan, '/library/chronology');
    await japan.fill('main input[type=search]', '防衛協力小委員会 設置');
    await japan.waitForFunction(() => document.querySelectorAll('main .columns nav li').length < 10);
    assert.match(await text(japan, 'main .columns nav'), /1976-07-08/);
    await japan.evaluate(() => document.activeElement.blur());
    await japan.keyboard.press('/');
    await japan.waitForSelector('dialog input:focus');
    await japan.keyboard.insertText('拡大抑止協議 2010');
    await japan.waitForSelector('dialog [role=option]');
    await japan.keyboard.press('Enter');
    await japan.waitForFunction(() => location.pathname === '/library/chronology/edd-2010');
  }],
  ['the release desk shows the withheld report and why', async ({ browser, nodes }) => {
    const page = await open(browser, nodes.JPN.url, 'ja');
    await signIn(page, 'release');
    await go(page, '/desk');
    await page.waitForSelector('main li');
    assert.match(await text(page, 'main'), /個人名/);
    await shot(page, 'desk-ja');
    assert.deepEqual(page.faults, []);
    await page.context().close();
  }],
  ['at the desk: what the check found, the exact bytes, and with parts taken out it leaves in its stead, by keyboard', async ({ browser, nodes, america }) => {
    const watch = await Person.signIn(nodes.JPN.url, 'js-watch', password);
    const { status, text: why, json } = await watch.ask('/commands', { method: 'POST', body: {
      id: 'console-report', kind: 'step', context: watch.context, seat: watch.me.seats[0].id, procedure: 'report', step: 'file', roles: { reporter: 'JPN', reader: 'USA' },
      label: { classification: 'open', releasable_to: ['JPN', 'USA'], caveats: ['PERSONAL'] },
      fields: [
        { id: 'subject', value: { ja: '益城町の避難所', en: '', original: 'ja' } }, { id: 'body', value: { ja: '避難所に架空野花子さんほか46名', en: '', original: 'ja' } },
        { id: 'where', value: { lat: 32.7912, lon: 130.8169, name: { ja: '益城町総合体育館', en: '', original: 'ja' } } },
      ],
    } });
    assert.equal(status, 200, why);
    const page = await open(browser, nodes.JPN.url, 'ja');
    await signIn(page, 'release');
    await go(page, `/desk/${json.records[0]}.USA`);
    await page.waitForSelector('main >> text=架空野花子さん');
    await page.waitForSelector('main >> text=person.honorific');
    await shot(page, 'desk-check-ja');
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press('e');
    await page.waitForSelector('#redact-body');
    await page.selectOption('#redact-body', 'text');
    await page.fill('.redact textarea[lang=ja]', '避難所に47名');
    await page.selectOption('#redact-where', 'digits:1');
    await page.locator('.redact details summary').click();
    await page.locator('.redact label:has-text("個人名を含む") input').uncheck();
    await page.fill('form textarea', '氏名を除き、場所を丸めた');
    await shot(page, 'desk-redact-ja');
    await page.click('form button[type=submit]');
    await page.waitForFunction(() => !document.querySelector('#redact-body'));
    await go(america, `/cases/${json.case}`);
    await america.waitForSelector('.lane.joint article');
    const seen = await text(america, 'main');
    assert.match(seen, /避難所に47名/);
    assert.ok(!/架空野|益城町総合体育館/.test(seen), 'what was taken out is not there');
    assert.deepEqual(page.faults, []);
    await page.context().close();
  }],
  ['two persons release what is unconfirmed; a rule made at the desk lets the next one leave, and is withdrawn', async ({ browser, nodes }) => {
    const watch = await Person.signIn(nodes.JPN.url, 'js-watch', password);
    const file = async (id, caveats) => {
      const { status, text: why, json } = await watch.ask('/commands', { method: 'POST', body: {
        id, kind: 'step', context: watch.context, seat: watch.me.seats[0].id, procedure: 'report', step: 'file', roles: { reporter: 'JPN', reader: 'USA' },
        label: { classification: 'open', releasable_to: ['JPN', 'USA'], caveats },
        fields: [{ id: 'subject', value: { ja: `道路の状況 ${id}`, en: '', original: 'ja' } }, { id: 'body', value: { ja: '国道57号は通行止め', en: '', original: 'ja' } }],
      } });
      assert.equal(status, 200, why);
      return json;
    };
    const { records: [unconfirmed] } = await file('two-persons', ['UNCONFIRMED']);
    const page = await open(browser, nodes.JPN.url, 'ja');
    await signIn(page, 'release');
    await go(page, `/desk/${unconfirmed}.USA`);
    await page.waitForSelector('main >> text=二名の承認が必要');
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press('r');
    await page.fill('form textarea', '現地に電話で確認');
    await page.click('form button[type=submit]');
    await page.waitForSelector('main >> text=次は別の者が承認する');
    await shot(page, 'desk-first-of-two-ja');
    const deputy = await Person.signIn(nodes.JPN.url, 'release-deputy', password);
    const second = await deputy.ask(`/desk/${unconfirmed}`, { method: 'POST', body: { partner: 'USA', verdict: 'release', reason: { ja: '了解', en: '', original: 'ja' } } });
    assert.equal(second.status, 200, second.text);
    const { records: [plain] } = await file('rule-one', []);
    await go(page, `/desk/${plain}.USA`);
    await page.waitForSelector('main >> text=道路の状況 rule-one');
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press('u');
    await page.fill('form textarea', '道路の定型報告は審査済みの様式による');
    await page.click('form button[type=submit]');
    await page.waitForSelector('main >> text=審査で定めた規則 1件');
    await page.waitForSelector('.foot textarea', { state: 'detached' });
    await shot(page, 'desk-rule-ja');
    const { case: next } = await file('rule-two', []);
    const there = await Person.signIn(nodes.USA.url, 'usfj-watch', password);
    for (let i = 0; (await there.ask(`/cases/${next}`)).status !== 200; ++i) {
      assert.ok(i < 50, 'it leaves by itself');
      await new Promise((done) => setTimeout(done, 100));
    }
    await page.click('main button:has-text("取り下げる")');
    await page.fill('main details form textarea', '見直し');
    await page.click('main details form button[type=submit]');
    await page.waitForFunction(() => !document.body.innerText.includes('審査で定めた規則'));
    await page.locator('main details summary:has-text("知ってから共有まで")').click();
    assert.match(await text(page, 'main table'), /報告・報告/);
    await page.click('button[lang=en]');
    await page.waitForFunction(() => document.documentElement.lang === 'en');
    await shot(page, 'desk-sharing-en');
    assert.deepEqual(page.faults, []);
    await page.context().close();
  }],
  ['recalls stand below the work of the desk and take no room of it: a decision stays in reach', async ({ browser, nodes }) => {
    const watch = await Person.signIn(nodes.JPN.url, 'js-watch', password), officer = await Person.signIn(nodes.JPN.url, 'release', password);
    const say = async (id, procedure, step, roles, fields) => {
      const { status, text: why, json } = await watch.ask('/commands', { method: 'POST', body: { id, kind: 'step', context: watch.context, seat: watch.me.seats[0].id, procedure, step, roles, fields } });
      assert.equal(status, 200, why);
      return json.records[0];
    };
    for (const id of ['recall-one', 'recall-two', 'recall-three']) {
      const record = await say(id, 'rfi', 'ask', { asker: 'JPN', answerer: 'USA' }, [{ id: 'question', value: { ja: `白水の着陸帯は使えるか ${id}`, en: '', original: 'ja' } }]);
      const asked = await officer.ask(`/records/${record}/recall`, { method: 'POST', body: { ask: 'stop', reason: { ja: '座標を誤った', en: 'Wrong coordinates', original: 'both' } } });
      assert.equal(asked.status, 200, asked.text);
    }
    const waits = await say('recall-desk', 'report', 'file', { reporter: 'JPN', reader: 'USA' }, [
      { id: 'subject', value: { ja: '橋の状況', en: '', original: 'ja' } }, { id: 'body', value: { ja: '阿蘇大橋は崩落', en: '', original: 'ja' } },
    ]);
    const page = await open(browser, nodes.JPN.url, 'ja');
    await signIn(page, 'release');
    await go(page, `/desk/${waits}.USA`);
    await page.waitForSelector('main >> text=阿蘇大橋は崩落');
    await page.waitForSelector('section[aria-label=回収] li >> nth=2');
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press('r');
    await page.waitForSelector('form textarea:focus');
    for (const selector of ['form textarea', 'form button[type=submit]'])
      assert.ok(await page.locator(selector).evaluate((one) => {
        const { left, top, width, height } = one.getBoundingClientRect();
        return one.contains(document.elementFromPoint(left + width / 2, top + height / 2));
      }), `${selector} is seen and can be clicked`);
    await shot(page, 'desk-recalls-ja');
    assert.deepEqual(page.faults, []);
    await page.context().close();
  }],
  ['the duty roster asks which of our own billets is on duty, by name', async ({ japan }) => {
    await go(japan, '/cases/new/duty-roster/publish');
    await japan.waitForSelector('form select');
    const offered = await japan.locator('form select').first().locator('option').allInnerTexts();
    assert.equal(offered[1], '統合幕僚監部 運用部 当直', 'the own one first');
    assert.ok(offered.every((one) => !/^(jpn|usa)-|在日米軍司令部 第３部/.test(one)), `names, and ours alone: ${offered}`);
    await shot(japan, 'duty-roster-ja');
  }],
  ['the links page shows the partner up and the common digest', async ({ america }) => {
    await go(america, '/links');
    await america.waitForSelector('main .panel, main section');
    await shot(america, 'links-en');
    assert.match(await text(america, 'main'), /JPN|Japan/);
  }],
  ['MOFA signs in, finds its work and concurs by keyboard alone', async ({ browser, nodes, binary: program, started }) => {
    const { code, out, stdout } = await tsugite(program, scenarioArgs(started, join(root, 'e2e/scenarios/waiting-offer.yaml'), ['--json']));
    assert.equal(code, 0, out);
    const { case: id } = stdout.trim().split('\n').map((line) => JSON.parse(line)).find((line) => line.save === 'water');
    const page = await open(browser, nodes.JPN.url, 'ja', { colorScheme: 'dark' });
    await page.waitForSelector('input[name=account]:focus');
    await page.keyboard.type('mofa');
    await page.keyboard.press('Tab');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await page.waitForSelector('main li a');
    await shot(page, 'mofa-action-ja-dark');
    const cursor = () => page.locator('main [data-cursor=true]').innerText().catch(() => '');
    for (let i = 0; i < 10 && !(await cursor()).includes('給水支援'); i++) await page.keyboard.press('j');
    assert.match(await cursor(), /給水支援/);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.lane.ours article.open');
    await page.keyboard.press('c');
    await page.waitForSelector('form textarea:focus');
    await page.keyboard.insertText('外務省として異存ない。');
    await shot(page, 'mofa-concur-ja-dark');
    const onSubmit = () => page.evaluate(() => document.activeElement?.getAttribute('type') === 'submit');
    for (let i = 0; i < 5 && !(await onSubmit()); i++) await page.keyboard.press('Tab');
    assert.ok(await onSubmit(), 'Tab reaches the button');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => !document.querySelector('form textarea'));
    const watch = await Person.signIn(nodes.JPN.url, 'js-watch', password);
    const { rounds } = await watch.get(`/cases/${id}`);
    assert.deepEqual(rounds[0].asked.map((one) => [one.organisation.id, one.answer, one.reason?.ja]), [['mofa', 'concurred', '外務省として異存ない。']]);
    assert.deepEqual(page.faults, []);
    await page.context().close();
  }],
  ['no page met an error', ({ japan, america }) => assert.deepEqual([...japan.faults, ...america.faults], [])],
];

async function main() {
  mkdirSync(shots, { recursive: true });
  const started = await startNodes({ binary, folder: join(build, 'demo-console') });
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'] });
  let failed = 0;
  try {
    const { code, out, stdout } = await tsugite(binary, scenarioArgs(started, join(root, 'e2e/scenarios/kumamoto-2016.yaml'), ['--json']));
    assert.equal(code, 0, `the rehearsal did not play: ${out.slice(-2000)}`);
    const cases = Object.fromEntries(stdout.trim().split('\n').map((line) => JSON.parse(line)).filter((one) => one.save).map((one) => [one.save, one.case]));
    const run = { browser, started, binary, cases, nodes: started.nodes };
    run.japan = await open(browser, started.nodes.JPN.url, 'ja');
    run.america = await open(browser, started.nodes.USA.url, 'en');
    for (const [words, holds] of statements) {
      try {
        await holds(run);
        console.log(`ok    ${words}`);
      } catch (error) {
        failed++;
        console.log(`FAIL  ${words}: ${error.message.replace(/\s+/g, ' ').slice(0, 1500)}`);
        await shot(run.japan, 'fail-japan').catch(() => {});
        await shot(run.america, 'fail-america').catch(() => {});
      }
    }
  } catch (error) {
    failed++;
    console.log(`FAIL  ${error.message}`);
  } finally {
    await browser.close();
    await started.stop();
  }
  process.exit(failed ? 1 : 0);
}

await main();
