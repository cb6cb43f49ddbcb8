// Both consoles in a real browser: what every statement about a page needs. Pictures go to build/shots.
import { join, resolve } from 'node:path';
import { password, root } from './nodes.mjs';

export const shots = join(resolve(root, process.env.TSUGITE_BUILD ?? 'build'), 'shots');

// What the browser itself says of an answer that is no fault: nobody is signed in yet; what is looked at was settled meanwhile.
const expected = (message) => /status of 401/.test(message.text()) || (/status of 404/.test(message.text()) && /\/desk\/[0-9a-f]+\/preview/.test(message.location().url));

export async function open(browser, url, language, more = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: language === 'ja' ? 'ja-JP' : 'en-US', timezoneId: 'Asia/Tokyo', ...more });
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(String(error)));
  page.on('console', (m) => m.type() === 'error' && !expected(m) && page.faults.push(`${m.text()} ${m.location().url}`));
  await page.goto(url);
  return page;
}

export async function signIn(page, account) {
  await page.fill('input[name=account]', account);
  await page.fill('input[name=password]', password);
  await page.click('button[type=submit]');
  await page.waitForSelector('nav');
}

// Until the case is at that person's node too.
export async function arrived(person, id) {
  for (let i = 0; (await person.ask(`/cases/${id}`)).status !== 200; ++i) {
    if (i === 100) throw new Error(`case ${id} did not arrive`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

export const shot = (page, name) => page.screenshot({ path: join(shots, `${name}.png`) });
export const text = (page, selector) => page.locator(selector).first().innerText();
export const go = async (page, path) => {
  await page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
};
