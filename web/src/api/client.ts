// Speaks /api/v1: JSON in and out, the session's CSRF token on everything that changes something, one kind of error.
import type {
  Alert, CaseDetail, CaseRef, Charter, Command, CommandResult, Desk, Diagnosis, Disposed, DueCase, FieldChange, Language, Library, LinkStatus, Links, ListedRecall, Me,
  MechanismNow, Opening, Preview, Recall, RecallAsk, RecordView, Rendering, Text, Today,
} from './types';

// What the node answered, or that it did not. `code` is stable; `message` is for people, in both languages.
export class ApiError extends Error {
  constructor(
    readonly status: number, // 0: no answer
    readonly code: string,
    readonly text: Text,
    readonly where = '',
  ) {
    super(`${code}: ${text.en}`);
  }
  // Whether the request may have been carried out all the same.
  get uncertain(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 504;
  }
}

export interface Scope {
  context: string;
  seat: string;
}

const unreachable: Text = {
  ja: 'サーバーから応答がない。入力した内容は残っている。',
  en: 'The server does not answer. What you typed is kept.',
};
const unreadable: Text = { ja: 'サーバーの応答を読み取れない。', en: "The server's answer cannot be read." };

export class Client {
  csrf = '';
  // Called when a request finds that the session is over.
  onSessionLost: () => void = () => {};

  constructor(
    private readonly fetcher: typeof fetch = (input, init) => fetch(input, init),
    private readonly base = '/api/v1',
  ) {}

  async request<T>(method: string, path: string, body?: unknown, query: Record<string, string | undefined> = {}): Promise<T> {
    const headers: Record<string, string> = { Accept: 'application/json' };
    if (method !== 'GET') headers['X-Tsugite-CSRF'] = this.csrf;
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    let response: Response;
    try {
      response = await this.fetcher(this.base + path + search(query), {
        method,
        headers,
        credentials: 'same-origin',
        cache: 'no-store',
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch {
      throw new ApiError(0, 'net.unreachable', unreachable);
    }
    if (response.status === 204) return undefined as T;
    if (!response.ok) {
      const error = await errorOf(response);
      if (response.status === 401 && path !== '/session') this.onSessionLost();
      throw error;
    }
    try {
      return (await response.json()) as T;
    } catch {
      throw new ApiError(response.status, 'net.unreadable', unreadable);
    }
  }

  signIn = async (account: string, password: string) => this.#entered(await this.request<Me>('POST', '/session', { account, password }));
  me = async () => this.#entered(await this.request<Me>('GET', '/session'));
  signOut = () => this.request<void>('DELETE', '/session');
  #entered(me: Me): Me {
    this.csrf = me.csrf;
    return me;
  }

  charter = (s: Scope) => this.request<Charter>('GET', '/charter', undefined, { ...s });
  library = () => this.request<Library>('GET', '/library');
  mechanism = (s: Scope, shared: boolean) => this.request<MechanismNow>('GET', '/mechanism', undefined, { ...s, shared: shared ? 'true' : undefined });
  renderings = (text: { ja: string; en: string }) => this.request<{ renderings: Rendering[] }>('POST', '/renderings', { text });
  graph = (procedure: string) => `${this.base}/procedures/${encodeURIComponent(procedure)}/graph.svg`;
  today = (s: Scope) => this.request<Today>('GET', '/today', undefined, { ...s });
  cases = (s: Scope, filter: { procedure?: string; ended?: 'true' | 'false' } = {}) =>
    this.request<{ cases: CaseRef[] }>('GET', '/cases', undefined, { ...s, ...filter });
  search = (s: Scope, words: string, shared: boolean) =>
    this.request<{ cases: CaseRef[]; more: boolean }>('GET', '/search', undefined, { ...s, words, shared: shared ? 'true' : undefined });
  case = (s: Scope, id: string) => this.request<CaseDetail>('GET', `/cases/${encodeURIComponent(id)}`, undefined, { ...s });
  openings = (s: Scope) => this.request<{ openings: Opening[] }>('GET', '/openings', undefined, { ...s });
  alerts = (s: Scope) => this.request<{ alerts: Alert[] }>('GET', '/alerts', undefined, { ...s });
  links = (s: Scope) => this.request<Links>('GET', '/links', undefined, { ...s });
  desk = (s: Scope) => this.request<Desk>('GET', '/desk', undefined, { ...s });
  preview = (s: Scope, record: string, partner: string) =>
    this.request<Preview>('GET', `/desk/${encodeURIComponent(record)}/preview`, undefined, { ...s, partner });
  record = (s: Scope, digest: string) => this.request<RecordView>('GET', `/records/${encodeURIComponent(digest)}`, undefined, { ...s });
  command = (c: Command) => this.request<CommandResult>('POST', '/commands', c, { context: c.context, seat: c.seat });
  judge = (s: Scope, record: string, verdict: { partner: string; verdict: 'release' | 'refuse'; reason: Text }) =>
    this.request<{ records: string[] }>('POST', `/desk/${encodeURIComponent(record)}`, { ...verdict, seat: s.seat }, { ...s });
  endLink = (party: string, reason: { ja?: string; en?: string; original: Language }) =>
    this.request<LinkStatus>('POST', `/links/${encodeURIComponent(party)}/end`, { reason });
  readmit = (party: string) => this.request<LinkStatus>('DELETE', `/links/${encodeURIComponent(party)}/end`);
  examine = () => this.request<Diagnosis>('POST', '/doctor');
  derive = (s: Scope, record: string, derived: { changes: FieldChange[]; label: { classification: string; releasable_to: string[]; caveats: string[] }; reason: Text }) =>
    this.request<{ records: string[] }>('POST', `/desk/${encodeURIComponent(record)}/derived`, { ...derived, seat: s.seat }, { ...s });
  makeRule = (s: Scope, record: string, rule: { partner: string; reason: Text }) =>
    this.request<{ records: string[] }>('POST', `/desk/${encodeURIComponent(record)}/rule`, { ...rule, seat: s.seat }, { ...s });
  withdrawRule = (s: Scope, rule: string, reason: Text) =>
    this.request<{ records: string[] }>('POST', `/release-rules/${encodeURIComponent(rule)}`, { reason, seat: s.seat }, { ...s });
  recall = (s: Scope, record: string, what: { ask: RecallAsk; reason: Text }) =>
    this.request<{ recall: Recall | null }>('POST', `/records/${encodeURIComponent(record)}/recall`, { ...what, seat: s.seat }, { ...s });
  recalls = (s: Scope) => this.request<{ recalls: ListedRecall[] }>('GET', '/recalls', undefined, { ...s });
  purge = (s: Scope, record: string, reason: Text) =>
    this.request<{ disposed: Disposed | null; recall: Recall | null }>('POST', `/records/${encodeURIComponent(record)}/purge`, { reason, seat: s.seat }, { ...s });
  retention = (s: Scope) => this.request<{ due: DueCase[] }>('GET', '/retention', undefined, { ...s });
  dispose = (s: Scope, id: string, reason: Text) =>
    this.request<{ case: string }>('POST', `/cases/${encodeURIComponent(id)}/disposal`, { reason, seat: s.seat }, { ...s });
  setLink = (s: Scope, party: string, enabled: boolean) =>
    this.request<LinkStatus>('POST', `/links/${encodeURIComponent(party)}`, { enabled }, { ...s });
}

function search(query: Record<string, string | undefined>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value) params.set(key, value);
  const text = params.toString();
  return text && `?${text}`;
}

async function errorOf(response: Response): Promise<ApiError> {
  try {
    const { error } = (await response.json()) as { error: { code: string; where?: string; message: Text } };
    if (error.code && error.message) return new ApiError(response.status, error.code, error.message, error.where ?? '');
  } catch {
    // Not one of ours: a proxy's page, or nothing.
  }
  const n = response.status;
  if (n === 502 || n === 504) return new ApiError(n, 'net.unreachable', unreachable);
  return new ApiError(n, `http.${n}`, { ja: `サーバーが処理できなかった（${n}）。`, en: `The server could not do this (${n}).` });
}

export const api = new Client();
