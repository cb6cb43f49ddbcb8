// What must hold of the release desk in the console. One line a statement; console.mjs runs them.
import assert from 'node:assert/strict';
import { Person } from './api.mjs';
import { arrived, go, open, shot, signIn, text } from './browser.mjs';
import { password } from './nodes.mjs';

export const deskStatements = [
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
    await arrived(await Person.signIn(nodes.USA.url, 'usfj-watch', password), json.case);
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
    await arrived(there, next);
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
];
