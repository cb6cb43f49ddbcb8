// What `demo --check` claims, one entry a statement: [text, async (run) => nothing, or throws what was seen instead]. `run` holds
// cases (name -> id), people (JPN, USA: the watches; admin, release), observer, canaries, and what came after the stop.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { openBodies } from './bodies.mjs';
import { search, searchFiles, filesBelow } from './leaks.mjs';

const page = (run, party, name) => run.people[party].get(`/cases/${run.cases[name]}`);
const field = (fields, id) => fields.find((one) => one.id === id)?.value;
const taken = (lane, step, party) => lane.filter((item) => item.step === step && (!party || item.party === party));
const round = (one, step) => one.rounds.find((candidate) => candidate.step === step);
const both = async (run, name) => ({ JPN: await page(run, 'JPN', name), USA: await page(run, 'USA', name) });

async function alertsShown(run) {
  for (const party of ['JPN', 'USA']) {
    const { alerts } = await run.people[party].get('/alerts');
    for (const [name, magnitude] of [['foreshock', 6.5], ['mainshock', 7.3]]) {
      const alert = alerts.find((one) => one.case.id === run.cases[name]);
      assert.ok(alert, `${name} is not among the alerts of ${party}`);
      assert.ok(Math.abs(alert.where.lat - 32.75) < 0.2 && Math.abs(alert.where.lon - 130.8) < 0.2, `${party} shows ${name} at ${JSON.stringify(alert.where)}`);
      assert.equal(alert.magnitude, magnitude);
      assert.equal(alert.party, 'JPN');
      assert.equal(alert.intensity, '7');
      assert.ok(alert.areas.length > 0 && alert.headline.ja && alert.headline.en, 'both languages and areas');
    }
  }
}

async function releasedThemselves(run) {
  for (const name of ['foreshock', 'mainshock']) {
    const { lanes } = await page(run, 'JPN', name);
    const sent = lanes.joint.filter((item) => item.party === 'JPN');
    assert.ok(sent.length >= 2, 'both bulletins of one shock are in one case');
    for (const item of sent) assert.equal(item.delivery[0].state, 'receipted', JSON.stringify(item.delivery));
    assert.equal(lanes.ours.length, 0, 'no person decided on it');
  }
}

async function unaskedOffer(run) {
  const { JPN, USA } = await both(run, 'c130');
  assert.equal(JPN.opened_by, 'USA');
  assert.equal(taken(JPN.lanes.joint, 'request').length, 0);
  const offer = taken(USA.lanes.joint, 'offer', 'USA')[0];
  assert.ok(offer, 'the offer is in the joint record');
  assert.deepEqual(JPN.replies.map((r) => r.party).sort(), ['JPN', 'USA'], 'and it was answered with an official reply');
  assert.equal(JPN.state.id, 'coordinated');
}

async function needAtHome(run) {
  const { JPN, USA } = await both(run, 'lift');
  for (const step of ['register-need', 'check-own-means', 'validate']) {
    assert.equal(taken(JPN.lanes.ours, step, 'JPN').length, 1, `${step} is in Japan's own lane`);
    assert.equal(Object.values(USA.lanes).flat().filter((item) => item.step === step).length, 0, `${step} is not at USA`);
  }
  assert.equal(JPN.home_state.id, 'validated');
  assert.equal(USA.home_state, null);
}

async function staffed(run) {
  const { JPN, USA } = await both(run, 'lift');
  const request = round(JPN, 'request');
  const acts = request.history.map((one) => [one.act, one.organisation?.id ?? null, one.version]);
  const against = request.history.find((one) => one.act === 'nonconcur');
  assert.equal(against?.organisation.id, 'mlit', JSON.stringify(acts));
  assert.ok(against.reason.ja.includes('着陸地点'), 'with its reason');
  assert.equal(request.version, 2, 'the text changed once');
  assert.ok(request.history.findIndex((one) => one.act === 'amend') > request.history.indexOf(against), 'after the nonconcurrence');
  assert.deepEqual(request.asked.map((one) => [one.organisation.id, one.answer]).sort(),
    [['cabinet-secretariat', 'concurred'], ['mlit', 'concurred'], ['mofa', 'concurred']]);
  assert.equal(request.status, 'decided');
  assert.equal(request.history.at(-1).act, 'decide');
  assert.equal(request.history.at(-1).seat.id, 'jpn-js-j3-chief');
  assert.ok(request.history.every((one) => one.seat.id.startsWith('jpn-')));
  const [official] = taken(USA.lanes.joint, 'request', 'JPN');
  assert.ok(official, 'the request reached USA');
}

async function staffingStaysHome(run) {
  const { JPN, USA } = await both(run, 'lift');
  assert.ok(JPN.rounds.length >= 2 && USA.rounds.length >= 1);
  for (const [here, there, home] of [['JPN', 'USA', JPN], ['USA', 'JPN', USA]]) {
    const other = here === 'JPN' ? USA : JPN;
    const ours = home.rounds.map((one) => one.id);
    assert.ok(!other.rounds.some((one) => ours.includes(one.id)), `a round of ${here} is known at ${there}`);
    assert.ok(other.lanes.ours.every((item) => item.party === there), `${there}'s own lane holds its own records only`);
    for (const item of home.lanes.ours) {
      const answer = await run.people[there].ask(`/records/${item.digest}`);
      assert.equal(answer.status, 404, `record ${item.digest} of ${here}'s own lane is known at ${there}`);
    }
  }
  const words = await run.people.USA.everything();
  assert.ok(!words.includes('着陸地点が特定されておらず'), "MLIT's reason is nowhere at USA");
  assert.ok((await run.people.JPN.everything()).includes('着陸地点が特定されておらず'), 'while JPN shows it');
}

async function rfiAnswered(run) {
  const { JPN, USA } = await both(run, 'lz');
  for (const one of [JPN, USA]) {
    assert.equal(one.opened_by, 'USA');
    assert.equal(one.state.id, 'closed');
    assert.equal(one.rounds.length, 0, 'without staffing');
    const answer = taken(Object.values(one.lanes).flat(), 'answer', 'JPN')[0];
    assert.ok(field(answer.fields, 'answer').ja.includes('運動場'));
    assert.equal(answer.seat.id, 'jpn-js-j3-watch');
  }
}

async function counterSettled(run) {
  const { JPN, USA } = await both(run, 'lift');
  for (const [party, one] of Object.entries({ JPN, USA })) {
    assert.equal(one.proposal.party, 'USA', 'the standing proposal is the counter-proposal');
    assert.deepEqual([field(one.proposal.fields, 'amount').amount, field(one.proposal.fields, 'flights')], [9, 2], party);
    assert.deepEqual([field(one.proposal.previous, 'amount').amount, field(one.proposal.previous, 'flights')], [12, 1], party);
    assert.equal(one.proposal.settled, true);
    assert.equal(one.commitment, 'operational-coordination');
  }
}

async function sameProposal(run) {
  for (const name of ['lift', 'c130']) {
    const { JPN, USA } = await both(run, name);
    assert.match(JPN.proposal.digest, /^[0-9a-f]{64}$/);
    assert.equal(JPN.proposal.digest, USA.proposal.digest);
    for (const one of [JPN, USA]) {
      assert.deepEqual(one.replies.map((r) => r.party).sort(), ['JPN', 'USA']);
      assert.ok(one.replies.every((r) => r.proposal === JPN.proposal.digest));
    }
    const texts = await Promise.all(['JPN', 'USA'].map((p) => run.people[p].get(`/records/${JPN.proposal.digest}`)));
    assert.equal(texts[0].bytes_base64, texts[1].bytes_base64, 'the same bytes on both sides');
    assert.equal(createHash('sha256').update(Buffer.from(texts[0].bytes_base64, 'base64')).digest('hex'), JPN.proposal.digest, 'and the digest is theirs');
  }
}

async function receipts(run) {
  const { JPN, USA } = await both(run, 'lift');
  for (const [party, one] of Object.entries({ JPN, USA })) {
    const reply = one.replies.find((r) => r.party === party);
    const { receipt } = await run.people[party].get(`/records/${reply.record}`);
    assert.ok(receipt?.checkpoint, `${party} holds no receipt for its own official reply`);
    const other = party === 'JPN' ? 'USA' : 'JPN';
    assert.match(receipt.checkpoint, new RegExp(`/${party}/outbox/${other}/`), 'a receipt for what it sent to the other');
    assert.ok(receipt.checkpoint.trim().split('\n').filter((line) => line.startsWith('— ')).length >= 2, 'signed by both');
    const sent = one.lanes.joint.filter((item) => item.party === party);
    assert.ok(sent.length > 0 && sent.every((item) => item.delivery.every((d) => d.state === 'receipted')), `${party}: ${JSON.stringify(sent.map((i) => i.delivery))}`);
  }
}

async function ownNumbers(run) {
  const { JPN, USA } = await both(run, 'lift');
  assert.deepEqual(JPN.numbers, USA.numbers);
  assert.deepEqual(JPN.numbers, { JPN: '統幕運（演）第16-041号', USA: 'USFJ FRAGO 16-041 (EXERCISE)' });
}

async function linkWasCut(run) {
  const { seen } = run.observer;
  const cut = seen.filter((one) => one.JPN.state === 'disabled' && one.USA.state === 'down');
  assert.ok(cut.length > 0, 'both show it: disabled at JPN, down at USA');
  for (const party of ['JPN', 'USA']) {
    assert.ok(cut.some((one) => one[party].queued > 0), `${party} has something waiting meanwhile`);
    assert.ok(cut.at(-1)[party].made > seen[seen.indexOf(cut[0]) - 1][party].made, `${party} goes on working`);
  }
  const after = seen.slice(seen.lastIndexOf(cut.at(-1)) + 1);
  assert.ok(after.some((one) => one.JPN.state === 'up' && one.USA.state === 'up' && !one.JPN.queued && !one.USA.queued), 'it heals and nothing waits');
}

async function converged(run) {
  const links = { JPN: await run.people.JPN.get('/links'), USA: await run.people.USA.get('/links') };
  assert.match(links.JPN.common_digest.USA, /^[0-9a-f]{64}$/);
  assert.equal(links.JPN.common_digest.USA, links.USA.common_digest.JPN);
  for (const [party, { links: [link] }] of Object.entries(links)) {
    const stream = link.streams.find((one) => one.context === run.people[party].context);
    assert.equal(link.state, 'up');
    assert.deepEqual([stream.queued, stream.sent - stream.receipted], [0, 0], `${party}: ${JSON.stringify(stream)}`);
    assert.ok(stream.sent > 0 && stream.received > 0 && stream.common_ms > 0);
    assert.deepEqual(link.refusals, []);
  }
  const { JPN, USA } = await both(run, 'lift');
  for (const one of [JPN, USA]) assert.equal(taken(Object.values(one.lanes).flat(), 'progress').length >= 3, true, 'both sides worked on');
}

async function withheld(run) {
  const { items } = await run.people.release.get('/desk');
  const item = items.find((one) => one.case?.id === run.cases.names);
  assert.ok(item, "the report is not on Japan's release desk");
  assert.equal(item.partner, 'USA');
  assert.equal(item.never, true);
  assert.ok(item.reason.ja && item.reason.en, 'with its reason in both languages');
  const here = await page(run, 'JPN', 'names');
  assert.equal(taken(Object.values(here.lanes).flat(), 'file')[0].delivery[0].state, 'withheld');
  assert.equal((await run.people.USA.ask(`/cases/${run.cases.names}`)).status, 404);
  assert.equal((await run.people.USA.ask(`/records/${item.record}`)).status, 404);
  const { cases } = await run.people.USA.get('/cases');
  assert.ok(!cases.some((one) => one.id === run.cases.names));
  const released = await page(run, 'USA', 'counts');
  assert.equal(released.state.id, 'current', 'while the report in counts, released by a person, is there');
}

async function closed(run) {
  const { JPN, USA } = await both(run, 'lift');
  for (const one of [JPN, USA]) {
    assert.equal(one.ended, true);
    assert.equal(one.state.id, 'closed');
    assert.equal(taken(one.lanes.joint, 'confirm', 'JPN')[0]?.standing, 'effective', 'the receiver confirmed delivery');
    const reached = one.path.filter((state) => state.reached_ms).map((state) => state.state);
    for (const state of ['requested', 'countered', 'coordinated', 'executing', 'confirmed', 'closed']) assert.ok(reached.includes(state), `${state} was never reached: ${reached}`);
  }
  assert.equal(JPN.number, USA.number, 'one number both cite');
  assert.ok(JPN.number);
}

async function rehearsalOnly(run) {
  for (const party of ['JPN', 'USA']) {
    const person = run.people[party];
    assert.equal(person.me.contexts.find((one) => one.id === person.context)?.exercise, true);
    const real = await person.ask('/cases', { context: 'real' });
    assert.deepEqual(real.json?.cases ?? [], [], `nothing of it is in ${party}'s real world`);
  }
}

async function situationAnnounced(run) {
  const { JPN, USA } = await both(run, 'situation');
  for (const one of [JPN, USA]) {
    const [item] = taken(Object.values(one.lanes).flat(), 'announce', 'JPN');
    assert.equal(field(item.fields, 'situation'), 'large-scale-disaster');
  }
}

// Names of canaries by who must never hold them.
const foreignTo = (run, party) => Object.fromEntries(Object.entries(run.canaries).filter(([name]) =>
  name !== 'shared' && (name.startsWith('usa-') ? party === 'JPN' : party === 'USA')));
const told = (hits) => hits.map((hit) => `${hit.secret} as ${hit.form}${hit.path ? ` in ${hit.path}` : ''} at ${hit.at}`).join('; ');

async function canariesPlanted(run) {
  for (const party of ['JPN', 'USA']) {
    const own = foreignTo(run, party === 'JPN' ? 'USA' : 'JPN');
    assert.ok(Object.keys(own).length >= 4);
    const found = new Set(search(run.words[party], own, { decompress: false }).map((hit) => hit.secret));
    assert.deepEqual([...found].sort(), Object.keys(own).sort(), `${party} shows its own people what it wrote`);
  }
}

async function tapWorks(run) {
  for (const party of ['JPN', 'USA'])
    assert.ok(searchFiles([run.nodes[party].tap], { shared: run.canaries.shared }).some((hit) => hit.form === 'raw'), `what was shared is not in the frames of ${party}`);
}

const noneIn = (run, party, paths) => {
  const hits = searchFiles(paths, foreignTo(run, party));
  assert.equal(hits.length, 0, told(hits));
};

// The data file's bodies are encrypted at rest, so they are opened first; what a node wrote itself must then be found in its own.
function bodiesClean(run) {
  for (const party of ['JPN', 'USA']) {
    const bodies = Buffer.concat(openBodies(run.nodes[party].data).map((one) => one.envelope));
    const own = foreignTo(run, party === 'JPN' ? 'USA' : 'JPN');
    const found = new Set(search(bodies, own, { decompress: false }).map((hit) => hit.secret));
    assert.deepEqual([...found].sort(), Object.keys(own).sort(), `${party}'s own marks are in its own records`);
    assert.equal(told(search(bodies, foreignTo(run, party))), '', party);
  }
}

export const playing = [
  ['the alerts of both shocks are shown on both maps', alertsShown],
  ['they released themselves, and both bulletins of a shock are one case', releasedThemselves],
  ['JPN announced its national determination, and USA reads it', situationAnnounced],
  ['USA sent an offer of airlift that nobody asked for; JPN answered it officially', unaskedOffer],
  ['JPN validated a need at home', needAtHome],
  ['one organisation did not concur, the text changed, all concurred, the chief decided', staffed],
  ['the staffing of each side is nowhere on the other', staffingStaysHome],
  ['the watch answered the RFI about the landing zone, without staffing', rfiAnswered],
  ['a counter-proposal with other numbers was settled', counterSettled],
  ['both sides hold the same proposal digest, and the same bytes under it', sameProposal],
  ["each holds the other's receipts", receipts],
  ['both order numbers are shown on both sides', ownNumbers],
  ['the link was cut, both showed it and both worked on', linkWasCut],
  ['it healed and both name the same common digest', converged],
  ["a report with names is withheld, its reason is on JPN's desk, and USA knows nothing of it", withheld],
  ['delivery is confirmed and the case is closed, under one number', closed],
  ['all of it is a rehearsal: nothing is in the real world', rehearsalOnly],
  ['each side shows its own people the marks that were planted', canariesPlanted],
];

export const stopped = [
  ['both nodes stopped when told to', (run) => assert.deepEqual(run.ends, { JPN: 0, USA: 0 })],
  ['ledger verify finds both ledgers whole', (run) => {
    for (const [party, { code, out }] of Object.entries(run.verified)) assert.equal(code, 0, `${party}: ${out}`);
  }],
  ['and in a copy with one changed entry it names that entry', (run) => {
    assert.equal(run.damaged.code, 1, run.damaged.out);
    assert.equal(JSON.parse(run.damaged.stdout).wrong.entry, 3);
  }],
  ['what was shared is in the tapped frames, so the tap works', tapWorks],
  ["no mark of JPN's is in what USA tells its people", (run) => assert.equal(told(search(run.words.USA, foreignTo(run, 'USA'))), '')],
  ["no mark of USA's is in what JPN tells its people", (run) => assert.equal(told(search(run.words.JPN, foreignTo(run, 'JPN'))), '')],
  ["no mark of JPN's is in the data folder of USA, in any form", (run) => noneIn(run, 'USA', filesBelow(run.nodes.USA.data))],
  ["no mark of USA's is in the data folder of JPN, in any form", (run) => noneIn(run, 'JPN', filesBelow(run.nodes.JPN.data))],
  ['no mark is in a record of the other side, opened with its own keys', bodiesClean],
  ['no mark of either is in the plaintext frames, in any form', (run) => {
    const taps = ['JPN', 'USA'].map((party) => run.nodes[party].tap);
    noneIn(run, 'USA', taps);
    noneIn(run, 'JPN', taps);
  }],
  ['under the simulator, with and without what is withheld, the partner gets the same frames at the same ticks', (run) => {
    assert.equal(run.sim.code, 0, run.sim.out);
    assert.ok(Number(run.sim.out.match(/(\d+) pairs with and without secrets/)?.[1]) >= 3, run.sim.out);
  }],
];
