// Questions, reports, alerts and the announced situation of the rehearsal.
import { jst, text } from './build.mjs';

export function rfi(b) {
  const question = text('白水運動公園の地盤は MV-22 の重量に耐えるか。', 'Will the ground at Hakusui Sports Park bear the weight of an MV-22?', 'en');
  return b.make({
    procedure: 'rfi', title: { ja: question.ja, en: question.en }, number: 'USA-R-31', state: 'asked', waits_for: 'JPN', opened_by: 'USA', due_ms: jst(18, 12, 10),
    reached: { asked: jst(18, 11, 55) }, roles: { asker: 'USA', answerer: 'JPN' }, actions: ['answer'],
    lanes: { theirs: [b.item('rfi', { step: 'ask', party: 'USA', seat: 'usa-usfj-j3-watch', at: jst(18, 11, 55), fields: { question } })] },
  });
}

export function answered(b) {
  const question = text('第１便の到着予定時刻は。', 'When does the first lift arrive?');
  return b.make({
    procedure: 'rfi', title: { ja: question.ja, en: question.en }, number: 'JPN-R-12', state: 'closed', reached: { asked: jst(18, 11, 5), answered: jst(18, 11, 20), closed: jst(18, 11, 24) },
    roles: { asker: 'JPN', answerer: 'USA' },
    lanes: {
      joint: [b.item('rfi', { step: 'ask', party: 'JPN', seat: 'jpn-js-j3-watch', at: jst(18, 11, 5), fields: { question } }), b.item('rfi', { step: 'close', party: 'JPN', seat: 'jpn-js-j3-watch', at: jst(18, 11, 24) })],
      theirs: [b.item('rfi', { step: 'answer', party: 'USA', seat: 'usa-usfj-j3-watch', at: jst(18, 11, 20), fields: { answer: text('12時30分の予定。', 'Expected 12:30.', 'en') } })],
    },
  });
}

const named = { ja: '個人名を含む', en: 'Names of persons' };

export function shelter(b) {
  const fields = {
    subject: text('避難所の被災者名簿を添えた輸送要望', 'Transport wanted, with the roll of a shelter'),
    body: text('白水小学校体育館に 312 人。うち 75 歳以上 41 人。名簿を添付。水が 1 日 900 リットル要る。', 'Hakusui primary school gymnasium: 312 people, 41 over 75. The roll is attached. 900 litres of water a day are needed.'),
    where: { lat: 32.82, lon: 131.03, name: { ja: '白水小学校', en: 'Hakusui primary school' } }, people: { amount: 312, unit: 'person' },
  };
  const reason = { ja: '避難者、被災者等の個人名を含む記録は提供できません。', en: 'A record that names evacuees, victims or other persons does not leave.' };
  return b.make({
    procedure: 'report', title: { ja: fields.subject.ja, en: fields.subject.en }, state: 'current', reached: { current: jst(18, 11, 25) }, roles: { reporter: 'JPN', reader: 'USA' }, actions: ['update', 'correct', 'final'],
    lanes: { joint: [b.item('report', { step: 'file', party: 'JPN', seat: 'jpn-kumamoto-hq', at: jst(18, 11, 25), fields, caveats: [named], delivery: { state: 'withheld', reason } })] },
  });
}

export function road(b) {
  const fields = {
    subject: text('県道28号の通行止め', 'Prefectural road 28 closed'),
    body: text('俵山トンネルの崩落により、県道28号は西原村から南阿蘇村まで通行できない。', 'The Tawarayama tunnel has collapsed; prefectural road 28 is closed from Nishihara to Minamiaso.'),
    where: { lat: 32.81, lon: 130.95, name: { ja: '俵山トンネル', en: 'Tawarayama tunnel' } },
  };
  return b.make({
    procedure: 'report', title: { ja: fields.subject.ja, en: fields.subject.en }, state: 'current', reached: { current: jst(18, 11, 52) }, roles: { reporter: 'JPN', reader: 'USA' }, actions: ['update', 'correct', 'final'],
    lanes: { joint: [b.item('report', { step: 'file', party: 'JPN', seat: 'jpn-js-j3-watch', at: jst(18, 11, 52), fields, delivery: { state: 'withheld', reason: { ja: '報告は一件ごとに審査します', en: 'Reports are examined one by one' } } })] },
  });
}

export function situation(b) {
  const fields = { situation: 'large-scale-disaster', instrument: text('平成28年熊本地震非常災害対策本部の設置（災害対策基本法第24条）', 'Extreme Disaster Management Headquarters set up (Basic act on disaster management, Article 24)'), effective: jst(14, 22, 10) };
  return b.make({
    procedure: 'situation', title: b.procedure('situation').fields.find((f) => f.id === 'situation').choices.find((c) => c.id === fields.situation).name, number: 'JPN-D-1', state: 'announced', reached: { announced: jst(14, 22, 20) }, roles: { announcer: 'JPN', reader: 'USA' }, actions: ['end'],
    lanes: { joint: [b.item('situation', { step: 'announce', party: 'JPN', seat: 'jpn-cabsec-crisis', at: jst(14, 22, 20), fields })] },
  });
}

const area = (code, ja, en, level) => ({ code, name: { ja, en }, level: { ja: `震度${level[0]}`, en: `Intensity ${level[1]}` } });

export function alerts(b) {
  const quake = (d, h, m, lat, lon, magnitude, depth, intensity, shown, place, areas, severity = 'emergency') => {
    const origin = jst(d, h, m);
    const fields = {
      headline: text(`${shown[0]} ${place[0]}`, `${shown[1]} ${place[1]}`), kind: 'VXSE53', severity, status: 'normal',
      where: { lat, lon, name: { ja: place[0], en: place[1] } }, origin, reported: origin + 420_000, magnitude: { amount: magnitude, unit: 'M' }, depth: { amount: depth, unit: 'km' }, intensity, areas,
    };
    return b.make({
      procedure: 'alert', title: { ja: fields.headline.ja, en: fields.headline.en }, number: `JPN-A-${d}${h}`, state: 'in-force', reached: { 'in-force': origin + 420_000 }, roles: { issuer: 'JPN', receiver: 'USA' },
      lanes: { joint: [b.item('alert', { step: 'issue', party: 'JPN', seat: 'jpn-jma-gateway', at: origin + 421_000, fields })] },
    });
  };
  const kumamoto = ['熊本県熊本地方', 'Kumamoto, Kumamoto Prefecture'];
  const aso = ['熊本県阿蘇地方', 'Aso, Kumamoto Prefecture'];
  const all = [
    quake(14, 21, 26, 32.742, 130.808, 6.5, 11, '7', ['震度７', 'Intensity 7'], kumamoto, [area('43443', '益城町', 'Mashiki Town', ['７', '7']), area('43101', '熊本西区', 'Kumamoto Nishi Ward', ['６弱', '6 Lower']), area('43433', '西原村', 'Nishihara Village', ['６弱', '6 Lower'])]),
    quake(15, 0, 3, 32.7, 130.777, 6.4, 7, '6+', ['震度６強', 'Intensity 6 Upper'], kumamoto, [area('43202', '宇城市', 'Uki City', ['６強', '6 Upper'])]),
    quake(16, 1, 25, 32.754, 130.763, 7.3, 12, '7', ['震度７', 'Intensity 7'], kumamoto, [area('43432', '西原村', 'Nishihara Village', ['７', '7']), area('43443', '益城町', 'Mashiki Town', ['７', '7']), area('43433', '南阿蘇村', 'Minamiaso Village', ['６強', '6 Upper']), area('43211', '宇土市', 'Uto City', ['６強', '6 Upper']), area('43404', '菊陽町', 'Kikuyo Town', ['６強', '6 Upper'])]),
    quake(16, 3, 55, 33.026, 131.191, 5.8, 11, '6+', ['震度６強', 'Intensity 6 Upper'], aso, [area('43425', '産山村', 'Ubuyama Village', ['６強', '6 Upper'])]),
    quake(18, 9, 2, 32.88, 130.88, 4.4, 9, '4', ['震度４', 'Intensity 4'], kumamoto, [area('43403', '大津町', 'Ozu Town', ['４', '4'])], 'information'),
  ];
  return all;
}
