// Words of the frame around every page.
import type { Word } from '../text';

export const shell = {
  product: { ja: 'Tsugite', en: 'Tsugite' },
  action: { ja: '要処理', en: 'Action required' },
  cases: { ja: '案件', en: 'Cases' },
  picture: { ja: '共通状況図', en: 'Common picture' },
  desk: { ja: '対外提供審査', en: 'Release desk' },
  links: { ja: '接続', en: 'Links' },
  mechanism: { ja: '調整の仕組み', en: 'Mechanism' },
  charter: { ja: '共通定義書', en: 'Shared reference' },
  navigation: { ja: '画面の切替え', en: 'Pages' },
  skip: { ja: '本文へ', en: 'Skip to content' },
  exercise: { ja: '演習　演習　演習', en: 'EXERCISE EXERCISE EXERCISE' },
  notReal: { ja: '実任務ではない', en: 'Not real world' },
  jointView: { ja: '同席表示', en: 'Joint view' },
  jointHelp: {
    ja: '起案・合議・決裁、対外提供審査、保留の件数を隠す',
    en: 'Hides staffing, the release desk and every count of what is withheld',
  },
  jointOn: {
    ja: '同席表示中 — 起案・合議・決裁、対外提供審査、保留中のものは表示していない',
    en: 'Joint view is on — our staffing, the release desk and everything withheld are not shown',
  },
  jointOff: { ja: '通常表示に戻す', en: 'Back to own view' },
  seat: { ja: '配置', en: 'Seat' },
  context: { ja: '区分', en: 'Context' },
  realWorld: { ja: '実任務', en: 'REAL WORLD' },
  language: { ja: '表示言語', en: 'Language' },
  dark: { ja: '暗い画面', en: 'Dark' },
  light: { ja: '明るい画面', en: 'Light' },
  signOut: { ja: 'サインアウト', en: 'Sign out' },
  account: { ja: '利用者', en: 'Account' },
  keys: { ja: 'キー操作', en: 'Keys' },
  stale: { ja: 'サーバーとの接続が切れている。表示は', en: 'No connection to the server. What is shown is as of' },
  staleAsOf: { ja: '時点', en: '' },
  reconnecting: { ja: '再接続している', en: 'reconnecting' },
  calm: { ja: '重大な警報なし', en: 'No severe alert' },
  commonAsOf: (time: string) => ({ ja: `共通 ${time} 時点`, en: `common as of ${time}` }),
  notYetCommon: { ja: '共通の記録はまだない', en: 'nothing held in common yet' },
  behind: (span: string) => ({ ja: `${span}遅れ`, en: `${span} behind` }),
  toSend: (n: number) => ({ ja: `送信待ち ${n}`, en: `${n} to send` }),
  loading: { ja: '読み込み中', en: 'Loading' },
  retry: { ja: '再試行', en: 'Try again' },
  close: { ja: '閉じる', en: 'Close' },
  cancel: { ja: 'やめる', en: 'Cancel' },
  none: { ja: 'なし', en: 'None' },
  nothing: { ja: '—', en: '—' },
  counted: (n: number) => ({ ja: `${n}件`, en: n === 1 ? '1 item' : `${n} items` }),
  whatIsGoingOn: { ja: '現在の状況', en: 'What is going on' },
} satisfies Record<string, Word | ((...args: never[]) => Word)>;

export const search = {
  title: { ja: '案件を探す', en: 'Find a case' },
  words: { ja: '件名・番号・場所の語', en: 'Words of title, number or place' },
  found: { ja: '見つかった案件', en: 'Cases found' },
  more: { ja: 'ほかにもある。語を足すと絞り込める。', en: 'There are more. Add a word to narrow it down.' },
  help: { ja: '終了した案件も探す。語を空けて並べると、すべてを含むものに絞る。', en: 'Ended cases too. Several words must all occur.' },
} satisfies Record<string, Word>;

export const signIn = {
  title: { ja: 'サインイン', en: 'Sign in' },
  again: { ja: 'もう一度サインイン', en: 'Sign in again' },
  why: {
    ja: 'セッションが終わった。サインインすると、入力した内容を残したまま続けられる。',
    en: 'Your session has ended. Sign in to go on; what you typed is kept.',
  },
  account: { ja: '利用者名', en: 'Account' },
  password: { ja: 'パスワード', en: 'Password' },
  submit: { ja: 'サインイン', en: 'Sign in' },
  working: { ja: '確認している', en: 'Checking' },
  motto: {
    ja: '二本の木を一本として働かせ、それぞれは一本のままに。',
    en: 'Two timbers carry one load, and each stays its own timber.',
  },
  unreachable: { ja: 'サーバーにつながらない', en: 'The server cannot be reached' },
} satisfies Record<string, Word>;

export const keys = {
  title: { ja: 'キー操作', en: 'Keys' },
  move: { ja: '次へ・前へ', en: 'next, previous' },
  moveShort: { ja: '移動', en: 'move' },
  open: { ja: '開く', en: 'open' },
  pages: { ja: '画面を切り替える', en: 'change page' },
  joint: { ja: '同席表示の入・切', en: 'joint view on and off' },
  back: { ja: '閉じる・戻る', en: 'close, back' },
  help: { ja: 'この一覧', en: 'this list' },
  create: { ja: '新規の案件', en: 'new case' },
  search: { ja: '案件を探す', en: 'find a case' },
  actions: { ja: '処置は、ボタンに示したキーで', en: 'actions: the key shown on the button' },
} satisfies Record<string, Word>;
