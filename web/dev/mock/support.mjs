// Support cases of the Kumamoto rehearsal as JPN's node would tell them. Facts are public; names of seats are the charter's.
import { hash, jst, text } from './build.mjs';

const hakusui = { lat: 32.8197, lon: 131.0297, name: { ja: '白水運動公園', en: 'Hakusui Sports Park' } };
const takayubaru = { lat: 32.8373, lon: 130.8551, name: { ja: '高遊原分屯地', en: 'Camp Takayubaru' } };

export function minamiaso(b) {
  const subject = text('南阿蘇村への救援物資の空輸', 'Airlift of relief goods to Minamiaso');
  const first = {
    subject,
    what: text('孤立した南阿蘇村に対し、食料、水及び医薬品を1便で空輸する。着陸帯は白水運動公園とし、誘導は陸上自衛隊が行う。', 'Fly food, water and medical supplies to the cut-off village of Minamiaso in one lift. The landing zone is Hakusui Sports Park; the Ground Self-Defense Force controls it.'),
    where: hakusui, when: { from_ms: jst(18, 14, 0), to_ms: jst(18, 18, 0) }, amount: { amount: 12, unit: 't' }, flights: 1,
  };
  const second = {
    ...first,
    what: text('孤立した南阿蘇村に対し、食料、水及び医薬品を2便で空輸する。着陸帯は米側が先遣隊により確認した白水運動公園とし、誘導は陸上自衛隊が行う。', 'Fly food, water and medical supplies to the cut-off village of Minamiaso in two lifts. The landing zone is Hakusui Sports Park, confirmed by a U.S. advance party; the Ground Self-Defense Force controls it.', 'en'),
    when: { from_ms: jst(18, 15, 0), to_ms: jst(18, 18, 0) }, amount: { amount: 9, unit: 't' }, flights: 2,
  };
  const [p1, p2] = ['7a10 first', '7a10 second'].map((x) => hash(x));
  const round = {
    id: hash('round accept', 32), step: 'accept', name: b.procedure('support').steps.find((s) => s.id === 'accept').name, version: 2, status: 'open',
    drafted_by: b.seat('jpn-js-j3-watch'), readers: ['JPN', 'USA'], commitment: 'operational-coordination',
    fields: b.fields('support', { remark: text('便数を改めた案を受諾する。誘導要員は第８師団から出す。', 'Accepts the revised number of lifts. The 8th Division provides the landing controllers.') }),
    asked: [
      { organisation: b.organisation('gsdf'), answer: 'concurred', reason: null },
      { organisation: b.organisation('mofa'), answer: 'waiting', reason: null },
    ],
    deciders: [b.seat('jpn-js-j3-chief')], deputies: [{ ...b.seat('jpn-js-j3-deputy'), standing: false }], in_place: null, may: ['amend', 'withdraw'], concur_for: [],
    history: [
      { at_ms: jst(18, 11, 59), act: 'draft', seat: b.seat('jpn-js-j3-watch'), organisation: null, reason: null, version: 1 },
      { at_ms: jst(18, 12, 0), act: 'nonconcur', seat: b.seat('jpn-gsdf-ops'), organisation: b.organisation('gsdf'), reason: text('誘導要員の所属を明記されたい。', 'State which unit provides the controllers.'), version: 1 },
      { at_ms: jst(18, 12, 1), act: 'amend', seat: b.seat('jpn-js-j3-watch'), organisation: null, reason: null, version: 2 },
      { at_ms: jst(18, 12, 2), act: 'concur', seat: b.seat('jpn-gsdf-ops'), organisation: b.organisation('gsdf'), reason: null, version: 2 },
    ],
  };
  return b.make({
    procedure: 'support', title: { ja: subject.ja, en: subject.en }, number: 'JPN-S-7', state: 'countered', waits_for: 'JPN', due_ms: jst(18, 12, 45),
    reached: { need: jst(18, 10, 20), validated: jst(18, 10, 41), requested: jst(18, 11, 31), countered: jst(18, 11, 58) },
    roles: { receiver: 'JPN', provider: 'USA' }, actions: ['accept', 'counter-by-receiver', 'not-needed', 'withdraw-by-receiver'],
    proposal: { digest: p2, party: 'USA', version: 2, fields: b.fields('support', second), previous: b.fields('support', first), settled: false },
    replies: [{ party: 'USA', proposal: p2, record: hash(`support counter-by-provider USA ${jst(18, 11, 58)}`), at_ms: jst(18, 11, 58), seat: b.seat('usa-usfj-j3-chief') }],
    rounds: [round],
    lanes: {
      ours: [
        b.item('support', { step: 'register-need', party: 'JPN', seat: 'jpn-js-j3-watch', at: jst(18, 10, 20), fields: { ...first, remark: text('熊本県から。阿蘇大橋の崩落により村の西側が孤立。', 'From Kumamoto Prefecture. The west of the village is cut off since the Aso bridge fell.') } }),
        b.item('support', { step: 'check-own-means', party: 'JPN', seat: 'jpn-gsdf-ops', at: jst(18, 10, 35), fields: { remark: text('CH-47は他の地域で使用中。本日中は割けない。', 'CH-47s are in use elsewhere and cannot be spared today.') } }),
        b.item('support', { step: 'validate', party: 'JPN', seat: 'jpn-js-j3-deputy', at: jst(18, 10, 41) }),
      ],
      joint: [b.item('support', { step: 'request', party: 'JPN', seat: 'jpn-js-j3-chief', at: jst(18, 11, 31), fields: { ...first, remark: text('可能な限り本日中に願いたい。', 'Today if at all possible.') }, proposal: p1, basis: 'sdf-83' })],
      theirs: [b.item('support', { step: 'counter-by-provider', party: 'USA', seat: 'usa-usfj-j3-chief', at: jst(18, 11, 58), fields: { ...second, remark: text('2便なら本日中に実施できる。', 'Can fly today if in two lifts.', 'en') }, proposal: p2, basis: 'dodd-5100.46' })],
    },
  });
}

export function landingZone(b) {
  const fields = {
    subject: text('白水運動公園の着陸帯に係る地上支援', 'Ground support for the landing zone at Hakusui Sports Park'),
    what: text('着陸帯の散水、夜間照明及び消防を要請する。場周経路は北側とする。', 'Requests watering, lighting and fire cover for the landing zone. The traffic pattern is to the north.'),
    where: hakusui, when: { from_ms: jst(18, 14, 0), to_ms: jst(20, 18, 0) },
  };
  return b.make({
    procedure: 'support', title: { ja: fields.subject.ja, en: fields.subject.en }, state: 'validated', waits_for: 'JPN', due_ms: jst(18, 13, 18),
    reached: { need: jst(18, 10, 50), validated: jst(18, 11, 2) }, roles: { receiver: 'JPN', provider: 'USA' }, actions: [],
    rounds: [{
      id: hash('round request', 32), step: 'request', name: b.procedure('support').steps.find((s) => s.id === 'request').name, version: 1, status: 'open',
      drafted_by: b.seat('jpn-js-j3-watch'), readers: ['JPN', 'USA'], commitment: 'operational-coordination', fields: b.fields('support', fields),
      asked: [
        { organisation: b.organisation('mofa'), answer: 'concurred', reason: null },
        { organisation: b.organisation('cabinet-secretariat'), answer: 'concurred', reason: null },
        { organisation: b.organisation('mlit'), answer: 'nonconcurred', reason: text('場周経路は熊本空港の管制圏と重なる。南側に改められたい。', 'The pattern overlaps the Kumamoto airport control zone. Move it to the south.') },
      ],
      deciders: [b.seat('jpn-js-j3-chief')], deputies: [{ ...b.seat('jpn-js-j3-deputy'), standing: false }], in_place: null, may: ['amend', 'withdraw'], concur_for: [],
      history: [
        { at_ms: jst(18, 11, 20), act: 'draft', seat: b.seat('jpn-js-j3-watch'), organisation: null, reason: null, version: 1 },
        { at_ms: jst(18, 11, 44), act: 'nonconcur', seat: b.seat('jpn-mlit-airspace'), organisation: b.organisation('mlit'), reason: text('場周経路は熊本空港の管制圏と重なる。南側に改められたい。', 'The pattern overlaps the Kumamoto airport control zone. Move it to the south.'), version: 1 },
      ],
    }],
    lanes: { ours: [b.item('support', { step: 'register-need', party: 'JPN', seat: 'jpn-js-j3-watch', at: jst(18, 10, 50), fields }), b.item('support', { step: 'validate', party: 'JPN', seat: 'jpn-js-j3-deputy', at: jst(18, 11, 44) })] },
  });
}

export function chitose(b) {
  const fields = {
    subject: text('千歳からの人員・車両の輸送（C-130）', 'People and vehicles from Chitose by C-130'),
    what: text('陸上自衛隊の人員及び車両を千歳から熊本へ空輸する。', 'Fly Ground Self-Defense Force people and vehicles from Chitose to Kumamoto.', 'both'),
    where: takayubaru, when: { from_ms: jst(18, 15, 40), to_ms: jst(18, 20, 0) }, amount: { amount: 4, unit: 'vehicle' }, flights: 2,
  };
  const digest = hash('chitose');
  return b.make({
    procedure: 'support', title: { ja: fields.subject.ja, en: fields.subject.en }, number: 'JPN-S-3', state: 'coordinated', waits_for: 'JPN', due_ms: jst(18, 15, 40),
    reached: { requested: jst(17, 18, 5), coordinated: jst(18, 11, 51) }, roles: { receiver: 'JPN', provider: 'USA' }, actions: ['order', 'stand-down'], numbers: { USA: 'USFJ FRAGO 16-041' },
    proposal: { digest, party: 'JPN', version: 1, fields: b.fields('support', fields), previous: null, settled: true },
    replies: [
      { party: 'JPN', proposal: digest, record: hash(`support request JPN ${jst(17, 18, 5)}`), at_ms: jst(17, 18, 5), seat: b.seat('jpn-js-j3-chief') },
      { party: 'USA', proposal: digest, record: hash(`support agree USA ${jst(18, 11, 51)}`), at_ms: jst(18, 11, 51), seat: b.seat('usa-usfj-j3-chief') },
    ],
    lanes: {
      joint: [b.item('support', { step: 'request', party: 'JPN', seat: 'jpn-js-j3-chief', at: jst(17, 18, 5), fields, proposal: digest, basis: 'sdf-83' })],
      theirs: [
        b.item('support', { step: 'agree', party: 'USA', seat: 'usa-usfj-j3-chief', at: jst(18, 11, 51), proposal: digest, basis: 'dodd-5100.46' }),
        b.item('support', { step: 'order', party: 'USA', seat: 'usa-usfj-j3-watch', at: jst(18, 11, 53), number: 'USFJ FRAGO 16-041', basis: 'dodd-5100.46' }),
      ],
    },
  });
}

export function hyuga(b) {
  const fields = {
    subject: text('艦上での給油の拠点（ひゅうが）', 'Refuelling deck on JS Hyuga'),
    what: text('護衛艦「ひゅうが」の飛行甲板を、米軍ヘリコプターの給油に使う。', 'JS Hyuga offers her flight deck to refuel U.S. aircraft.'),
    where: { lat: 32.1, lon: 130.05, name: { ja: 'ひゅうが', en: 'JS Hyuga' } }, when: { from_ms: jst(19, 6, 0), to_ms: jst(22, 18, 0) },
  };
  const digest = hash('hyuga');
  return b.make({
    procedure: 'support', title: { ja: fields.subject.ja, en: fields.subject.en }, number: 'JPN-S-5', state: 'offered', waits_for: 'USA',
    reached: { offered: jst(18, 10, 2) }, roles: { receiver: 'USA', provider: 'JPN' }, actions: ['withdraw-by-provider'],
    proposal: { digest, party: 'JPN', version: 1, fields: b.fields('support', fields), previous: null, settled: false },
    replies: [{ party: 'JPN', proposal: digest, record: hash(`support offer JPN ${jst(18, 10, 2)}`), at_ms: jst(18, 10, 2), seat: b.seat('jpn-js-j3-chief') }],
    lanes: { joint: [b.item('support', { step: 'offer', party: 'JPN', seat: 'jpn-js-j3-chief', at: jst(18, 10, 2), fields, proposal: digest, basis: 'guidelines-IV-E', delivery: { state: 'sent' } })] },
  });
}
