// The commonest traffic, for tests that need a load: one-line questions of a watch, each with a text of its own that can be found again.
import { Person } from './api.mjs';
import { password } from './nodes.mjs';

export const watches = { JPN: 'js-watch', USA: 'usfj-watch' };

export const signIn = (node) => Person.signIn(node.url, watches[node.party], password);

// {status, json}; what was acknowledged are json.records.
export function ask(person, party, id) {
  const other = party === 'JPN' ? 'USA' : 'JPN';
  return person.ask('/commands', { method: 'POST', body: {
    id, kind: 'step', context: person.context, procedure: 'rfi', step: 'ask', roles: { asker: party, answerer: other },
    fields: [{ id: 'question', value: { ja: `照会 <${id}>`, en: `Question <${id}>`, original: 'ja' } }],
  } });
}

// Waits until the partner has co-signed all of both outboxes.
export async function converged(people, seconds = 120) {
  let seen;
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    seen = await Promise.all(people.map(async (person) => (await person.get('/links')).links[0]));
    if (seen.every((link) => link.state === 'up' && link.streams.every((one) => one.queued === 0 && one.receipted === one.sent))) return;
    await new Promise((go) => setTimeout(go, 200));
  }
  throw new Error(`the nodes did not come together in ${seconds} s: ${JSON.stringify(seen)}`);
}
