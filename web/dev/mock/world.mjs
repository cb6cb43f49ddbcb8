// What the mock knows, and its answers. It changes little: a concurrence, a step, a verdict at the desk, a link switched off.
import { Builder, hash, now } from './build.mjs';
import { loadCharter, loadLibrary } from './charter.mjs';
import { alerts, answered, rfi, road, shelter, situation } from './others.mjs';
import { chitose, hyuga, landingZone, minamiaso } from './support.mjs';

const context = 'kumamoto-2016';
const seats = { 'js-watch': 'jpn-js-j3-watch', 'js-chief': 'jpn-js-j3-chief', mofa: 'jpn-mofa-na', release: 'jpn-release-officer' };

export class World {
  charter = loadCharter();
  library = loadLibrary(this.charter);
  build = new Builder(this.charter, 'JPN');
  link = 'up';
  constructor() {
    const b = this.build;
    this.alerts = alerts(b);
    this.cases = [minamiaso(b), landingZone(b), chitose(b), rfi(b), hyuga(b), shelter(b), road(b), situation(b), answered(b), ...this.alerts];
    this.desk = [this.#deskItem(5, 'caveat.never', true, 1204), this.#deskItem(6, 'rule.desk', false, 688)];
  }
  #deskItem(index, code, never, bytes) {
    const c = this.cases[index];
    const item = c.lanes.joint[0];
    return { record: item.digest, partner: 'USA', kind: 'report/file', code, reason: item.delivery[0].reason, never, two_persons: false, first: null, since_ms: item.at_ms, case: this.build.ref(c), fields: item.fields, label: item.label, marking: { classification: 'open', releasable_to: ['JPN', 'USA'], caveats: [] }, bytes };
  }

  preview(record) {
    const item = this.desk.find((d) => d.record === record);
    const party = this.charter.parties.find((p) => p.id === item.partner);
    const decision = (verdict) => ({ verdict, code: item.code, rule: 'reports', two_persons: false, reason: item.reason });
    const line = (ja, en, value) => ({ name: { ja, en }, text: { ja: value, en: value }, raw: null });
    return {
      partner: party, bytes: item.bytes, awaits: [], unreachable: false, findings: [], redactable: true, now: decision(item.never ? 'never' : 'desk'), released: decision(item.never ? 'never' : 'release'),
      records: [{ digest: record, bytes: item.bytes, bytes_base64: Buffer.from(`a record ${record}`).toString('base64'), body: 'step', envelope: [line('作成した側', 'Party', 'JPN'), line('配布先', 'Audience', 'JPN, USA')], fields: item.fields }],
    };
  }
  me(account) {
    const seat = this.charter.seats.find((s) => s.id === (seats[account] ?? 'jpn-js-j3-watch'));
    const party = (id) => this.charter.parties.find((p) => p.id === id);
    return {
      account, name: seat.name, party: party('JPN'), partners: [party('USA')],
      seats: account === 'admin' ? [] : [{ id: seat.id, name: seat.name, level: seat.level, organisation: this.build.organisation(seat.organisation), bodies: seat.bodies }],
      release_authority: account === 'release', administrator: account === 'admin', csrf: 'mock',
      contexts: [{ id: 'real', title: { ja: '実任務', en: 'REAL WORLD' }, exercise: false }, { id: context, title: { ja: '熊本地震 2016 の再現', en: 'Kumamoto 2016 replayed' }, exercise: true }],
      default_context: context, node: { software: 'tsugite 0.1.0', charter: { id: this.charter.id, version: this.charter.version, digest: this.charter.digest } }, now_ms: now(),
    };
  }

  today(account) {
    const [lift, zone, chitoseCase, question, deck] = this.cases;
    const ref = (c) => this.build.ref(c);
    const row = (why, c, rest = {}) => ({ why, case: ref(c), overdue: false, name: c.state.name, ...(c.due_ms ? { due_ms: c.due_ms } : {}), ...rest });
    const round = (c) => c.rounds[0];
    const items = [
      row('our_turn', question), row('our_turn', lift),
      ...(account === 'mofa' ? [row('concurrence', lift, { staffing: round(lift).id, organisation: 'mofa', name: round(lift).name })] : []),
      row('redraft', zone, { staffing: round(zone).id, name: round(zone).name }), row('our_turn', chitoseCase), row('partner', deck),
      ...(account === 'release' ? this.desk.filter((d) => !d.never).map((d) => ({ why: 'desk', case: d.case, overdue: false, name: d.reason, record: d.record, partner: d.partner })) : []),
    ].filter((i) => this.cases.find((c) => c.id === i.case.id && !c.ended));
    const all = this.cases.flatMap((c) => ['ours', 'joint', 'theirs'].flatMap((lane) => c.lanes[lane].map((i) => ({ at_ms: i.at_ms, party: i.party, case: ref(c), name: i.name, lane }))));
    return { items, recent: all.sort((a, b) => b.at_ms - a.at_ms).slice(0, 12) };
  }

  alertsView() {
    return this.alerts.map((c) => {
      const item = c.lanes.joint[0];
      const v = Object.fromEntries(item.fields.map((f) => [f.id, f.value]));
      return {
        case: this.build.ref(c), headline: v.headline, kind: v.kind, severity: v.severity, status: v.status, where: v.where, origin_ms: v.origin, reported_ms: v.reported,
        magnitude: v.magnitude.amount, depth_km: v.depth.amount, intensity: v.intensity, areas: v.areas, at_ms: item.at_ms, party: 'JPN', delivery: item.delivery,
      };
    });
  }

  linksView() {
    const t = now();
    const up = this.link === 'up';
    return {
      links: [{
        partner: this.charter.parties[1], state: this.link, since_ms: up ? t - 7_940_000 : t - 60_000, reason: up ? null : this.link === 'removed' ? { code: 'link.removed', message: this.ended } : { code: 'link.disabled', message: { ja: '管理者が接続を止めた。', en: 'An administrator switched the link off.' } },
        clock_difference_ms: 120, partner_software: 'tsugite 0.1.0', charter: this.charter.digest, figures: true,
        streams: [
          { context: 'real', sent: 0, receipted: 0, queued: 0, received: 0, returned: 0, returning: 0, oldest_unreceipted_ms: null, common_ms: null },
          { context, sent: 214, receipted: 213, queued: 3, received: 96, returned: 0, returning: 0, oldest_unreceipted_ms: t - (this.stalls ? 95_000 : 1400), common_ms: t - (this.stalls ? 95_000 : 1400) },
        ],
        refusals: [{ record: hash('refused'), case: this.cases[0].id, by: 'USA', code: 'casework.not-permitted', reason: { ja: 'この配置はこの処置をとれません。', en: 'This seat may not take this step.' }, at_ms: t - 5_400_000 }],
      }],
      common_digest: { USA: hash('common') }, own_pin: hash('our key'),
      strangers: [
        { pin: hash('their next key'), address: '198.51.100.24', dialled: 'USA', first_ms: t - 5_400_000, last_ms: t - 9_000, count: 541 },
        { pin: hash('a scanner'), address: '2001:db8:51::7f', dialled: null, first_ms: t - 86_400_000, last_ms: t - 86_400_000, count: 1 },
      ],
    };
  }

  recalls() {
    const t = now();
    const [lift, other] = this.cases;
    const of = (c, by, ask, reason, holders) => ({
      record: hash(`recalled ${c.id}`), recall: hash(`recall ${c.id}`), by, at_ms: t - 3_000_000, ask, reason, holders, case: this.build.ref(c), name: c.lanes.joint[0]?.name ?? null,
    });
    return [
      of(lift, 'JPN', 'destroy', { ja: '座標を誤って記した。', en: 'It gave wrong coordinates.' }, [{ party: 'USA', stage: 'acknowledged', at_ms: t - 2_900_000, destroyed: true }]),
      of(other, 'JPN', 'stop', { ja: '共有先を誤った。', en: 'It went to more than it was meant for.' }, [{ party: 'USA', stage: 'pending', at_ms: t - 3_000_000, destroyed: false }]),
    ];
  }

  due() {
    const t = now(), day = 86_400_000;
    const of = (c, kept) => ({ case: this.build.ref(c), rule: 'five-years', reason: { ja: '行政文書管理規則：五年', en: 'Records rule: five years' }, ended_ms: t - 1830 * day, due_ms: t - 4 * day, kept });
    return [of(this.cases[1], null), of(this.cases[2], { ja: '保存の指定「検証」により廃棄できません：検証が終わるまで', en: 'the hold "review" keeps it: until the review is over' })];
  }

  search(query) {
    const words = query.get('words').normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean);
    const text = (c) => [c.title.ja, c.title.en, c.number, c.where?.name.ja, c.where?.name.en].join('\n').normalize('NFKC').toLowerCase();
    const open = (c) => query.get('shared') !== 'true' || (c.state.kind !== 'home' && c.held_by.length > 0);
    const found = this.cases.filter((c) => open(c) && words.every((word) => text(c).includes(word))).sort((a, b) => b.updated_ms - a.updated_ms);
    return { cases: found.slice(0, 20).map((c) => this.build.ref(c)), more: found.length > 20 };
  }

  mechanism() {
    const bodies = this.charter.bodies.filter((b) => b.id === 'BOCC').map((b) => ({ id: b.id, set_in_motion: [{ party: 'JPN', situation: 'large-scale-disaster' }], open: 3, latest: this.cases.slice(0, 3).map((c) => this.build.ref(c)) }));
    const theirs = this.charter.seats.filter((s) => s.id.startsWith('usa-') && s.bodies.includes('BOCC'));
    const counterparts = theirs.map((s) => ({ party: 'USA', seat: { id: s.id, name: s.name }, organisation: this.build.organisation(s.organisation), level: s.level, bodies: ['BOCC'], roster: null }));
    return { determinations: [], bodies, rosters: [], counterparts };
  }

  renderings({ ja = '', en = '' }) {
    const says = { ja, en };
    return this.library.glossary.flatMap((term) => ['ja', 'en'].flatMap((language) => term.avoid[language].filter((words) => says[language].toLowerCase().includes(words.toLowerCase()))
      .map((found) => ({ term: { id: term.id, name: term.name, note: term.note }, language, found, right: term.name[language] }))));
  }

  openings() {
    const wanted = [['support', 'register-need'], ['support', 'request'], ['support', 'offer'], ['rfi', 'ask'], ['report', 'file'], ['situation', 'announce']];
    return wanted.map(([procedure, step]) => ({ procedure, title: this.build.procedure(procedure).title, ...this.build.actions(procedure, [step])[0] }));
  }

  diagnosis() {
    const [jpn, usa] = this.charter.parties;
    return {
      at_ms: now(), partners: [usa], findings: [
        { partner: null, said_by: jpn, code: 'doctor.key-readable', where: '/var/lib/tsugite/jpn/keys', message: { ja: '所有者以外も鍵フォルダーを開けます', en: 'others than its owner may look into the key folder' },
          todo: { who: 'ours', text: { ja: '鍵フォルダーの権限を所有者だけに限ってください（chmod 700）', en: 'Let only its owner read the key folder (chmod 700)' } } },
        { partner: usa, said_by: usa, code: 'charter.partner-behind', where: '', message: { ja: '相手方は、当方の最新の共通定義書をまだ承認していません', en: 'the partner has not approved our newest shared definition' },
          todo: { who: 'partner', text: { ja: '承認の予定を相手方に確認してください', en: 'Ask when it will' } } },
      ],
    };
  }

  command(c) {
    const kase = this.cases.find((x) => x.id === c.case) ?? this.cases[0];
    const round = kase.rounds.find((r) => r.id === c.staffing);
    if (c.kind === 'step' && kase.procedure === 'rfi') {
      const values = Object.fromEntries((c.fields ?? []).map((f) => [f.id, f.value]));
      kase.lanes.joint.push(this.build.item('rfi', { step: c.step, party: 'JPN', seat: c.seat, at: now(), fields: values, delivery: { state: 'sent' } }));
      kase.actions = [];
      kase.waits_for = 'USA';
    }
    const org = round?.asked.find((a) => a.organisation.id === (c.organisation ?? 'mofa'));
    if (org && c.kind === 'concur') org.answer = 'concurred';
    if (round && c.kind === 'withdraw') round.status = 'withdrawn';
    kase.updated_ms = now();
    return { case: kase.id, number: kase.number, records: [] };
  }
}

const ok = (json, extra = {}) => ({ status: 200, json, ...extra });
const error = (status, code, ja, en) => ({ status, json: { error: { code, where: '', message: { ja, en } } } });

export function answer(world, method, url, session, body) {
  const [head, id] = url.pathname.slice('/api/v1/'.length).split('/');
  if (head === 'session' && method === 'POST')
    return body.password === 'mock' ? ok(world.me(body.account), { cookie: body.account }) : error(401, 'session.wrong', 'アカウント又はパスワードが違います', 'the account or the password is wrong');
  if (!session) return error(401, 'session.none', 'サインインしてください', 'sign in first');
  if (head === 'session') return method === 'DELETE' ? { status: 204, cookie: '' } : ok(world.me(session));
  const real = url.searchParams.get('context') === 'real';
  switch (`${method} ${head}`) {
    case 'GET charter': return ok(world.charter);
    case 'GET library': return ok(world.library);
    case 'GET mechanism': return ok(world.mechanism());
    case 'POST renderings': return ok({ renderings: world.renderings(body.text) });
    case 'GET today': return ok(real ? { items: [], recent: [] } : world.today(session));
    case 'GET cases': {
      if (!id) return ok({ cases: real ? [] : world.cases.map((c) => world.build.ref(c)) });
      const found = world.cases.find((c) => c.id === id);
      return found ? ok(seen(found, session)) : error(404, 'request.not-found', '該当する案件がありません', 'there is no such case');
    }
    case 'GET search': return ok(real ? { cases: [], more: false } : world.search(url.searchParams));
    case 'GET openings': return ok({ openings: world.openings() });
    case 'GET alerts': return ok({ alerts: real ? [] : world.alertsView() });
    case 'GET links': return ok(world.linksView());
    case 'DELETE links': world.link = 'down'; return ok(world.linksView().links[0], { changed: ['links'] });
    case 'POST doctor': return ok(world.diagnosis());
    case 'POST links':
      if (url.pathname.endsWith('/end')) {
        world.link = 'removed';
        world.ended = { ja: body.reason.ja ?? body.reason.en, en: body.reason.en ?? body.reason.ja };
        return ok(world.linksView().links[0], { changed: ['links', 'cases'] });
      }
      world.link = body.enabled ? 'up' : 'disabled'; return ok(world.linksView().links[0], { changed: ['links'] });
    case 'GET desk': return id ? ok(world.preview(id)) : ok({ items: session === 'release' || session === 'js-chief' ? world.desk : [], rules: [], sharing: [] });
    case 'GET recalls': return ok({ recalls: real ? [] : world.recalls() });
    case 'GET retention': return ok({ due: real || session !== 'release' ? [] : world.due() });
    case 'POST desk': world.desk = world.desk.filter((d) => d.record !== id); return ok({ records: [] }, { changed: ['desk', 'cases'] });
    case 'POST commands': return body.kind === 'decide' ? error(409, 'casework.not-concurred', 'まだ全組織の同意がありません', 'not every organisation has concurred') : ok(world.command(body), { changed: ['cases'] });
    case 'GET records': return ok({ digest: id, case: world.cases[0].id, bytes_base64: Buffer.from(`a record ${id}`).toString('base64'), receipt: { checkpoint: `tsugite/USA/kumamoto-2016\n214\n${hash(id, 44)}\n\n— USA ${hash(id, 60)}\n`, size: 214 } });
    default: return error(404, 'request.not-found', '該当するものがありません', 'there is no such thing');
  }
}

// Another seat may do other things.
function seen(c, session) {
  if (session !== 'mofa') return c;
  return { ...c, actions: [], rounds: c.rounds.map((r) => ({ ...r, may: r.asked.some((a) => a.organisation.id === 'mofa' && a.answer === 'waiting') ? ['concur', 'nonconcur'] : [], concur_for: ['mofa'] })) };
}
