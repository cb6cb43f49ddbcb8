// The shapes of /api/v1, in one file. Ids and digests are lower-case hex; times are milliseconds since the epoch and end in
// _ms. Everything a person wrote is untrusted text.

export type Language = 'ja' | 'en';
export type Original = Language | 'both';

export interface Text {
  ja: string;
  en: string;
  original?: Original;
}

export interface Named {
  id: string;
  name: Text;
}

export interface PartyRef extends Named {
  short_name: Text;
  adjective: Text;
}

export interface MySeat extends Named {
  level: string;
  organisation: Named;
  bodies: string[];
}

export interface Context {
  id: string;
  title: Text;
  exercise: boolean;
}

export interface Me {
  account: string;
  name: Text;
  party: PartyRef;
  partners: PartyRef[];
  seats: MySeat[];
  release_authority: boolean;
  administrator: boolean;
  csrf: string;
  contexts: Context[];
  default_context: string;
  node: { software: string; charter: { id: string; version: number; digest: string } };
  now_ms: number;
}

// ---- charter ----

export type FieldType = 'text' | 'place' | 'quantity' | 'period' | 'time' | 'choice' | 'integer' | 'areas' | 'record';

export interface FieldSpec extends Named {
  help: Text;
  type: FieldType;
  settles: boolean;
  required: boolean;
  units: Named[];
  choices: Named[];
}

export type StateKind = 'home' | 'joint' | 'end';

export interface StateSpec extends Named {
  kind: StateKind;
  waits_for: string;
}

export interface LegalBasis {
  id: string;
  text: Text;
}

export interface StepSpec extends Named {
  help: Text;
  home: boolean;
  from: string[];
  to: string;
  by: string;
  at: string[];
  staffing: boolean;
  opens: boolean;
  proposes: boolean;
  replies: boolean;
  number: boolean;
  each: boolean;
  exclusive: boolean;
  fields: string[];
  legal_bases: Record<string, LegalBasis[]>;
}

export interface ClockSpec {
  state: string;
  within_ms: number;
  name: Text;
  warns: string;
}

export interface Procedure {
  id: string;
  title: Text;
  help: Text;
  number_prefix: string;
  commitment: string;
  carries: string[];
  roles: Named[];
  fields: FieldSpec[];
  states: StateSpec[];
  steps: StepSpec[];
  clocks: ClockSpec[];
}

export interface Body extends Named {
  purpose: Text;
  basis: Text;
  levels: string[];
  feeds: string[];
  lateral: string[];
  from: string;
  to: string;
}

export interface CharterSeat extends Named {
  party: string;
  organisation: string;
  level: string;
  bodies: string[];
}

export interface Marking {
  id: string;
  classifications: (Named & { rank: number; party: string | null })[]; // null: anyone's
  caveats: (Named & { never_leaves: boolean; only_parties: string[] })[];
}

export interface Charter {
  id: string;
  version: number;
  digest: string;
  title: Text;
  levels: Named[];
  parties: PartyRef[];
  organisations: (Named & { party: string })[];
  seats: CharterSeat[];
  bodies: Body[];
  situations: (Named & { basis: Text })[];
  measures: (Named & { situations: string[]; bodies: string[]; primary: string })[];
  commitments: Named[];
  marking: Marking;
  procedures: Procedure[];
}

// ---- values of fields ----

export interface PlaceValue {
  lat: number;
  lon: number;
  name: Text;
}
export interface QuantityValue {
  amount: number;
  unit: string;
}
export interface PeriodValue {
  from_ms: number;
  to_ms: number;
}
export interface AreaValue {
  code: string;
  name: Text;
  level: Text;
}
export type FieldValue = Text | PlaceValue | QuantityValue | PeriodValue | AreaValue[] | string | number;

export interface FieldView extends Named {
  type: FieldType;
  settles: boolean;
  value: FieldValue;
  text: Text; // the value, rendered for reading
}

// ---- cases ----

export interface CaseRef {
  id: string;
  number: string | null;
  procedure: string;
  procedure_title: Text;
  title: Text;
  state: Named & { kind: StateKind };
  commitment: string;
  audience: string[];
  opened_by: string;
  updated_ms: number;
  waits_for: string | null;
  ended: boolean;
  held_by: string[]; // partners that hold, or will get by itself, something of it
  where: PlaceValue | null;
}

export type DeliveryState = 'home' | 'queued' | 'withheld' | 'sent' | 'receipted' | 'received' | 'refused' | 'voided';

export interface Delivery {
  partner: string;
  state: DeliveryState;
  at_ms: number;
  reason: Text | null;
}

export interface Label {
  classification: Text;
  releasable_to: string[];
  caveats: Text[];
}

export type Standing =
  | 'effective'
  | 'remark'
  | 'void_out_of_state'
  | 'void_precedence'
  | 'void_late'
  | 'void_refused'
  | 'void_not_permitted'
  | 'home'
  | 'held'
  | 'withheld';

export interface Item {
  digest: string;
  at_ms: number;
  party: string;
  seat: Named | null;
  step: string | null;
  name: Text;
  fields: FieldView[];
  standing: Standing;
  why: Text | null;
  proposal: string | null;
  number: string | null;
  legal_basis: Text | null;
  label: Label;
  delivery: Delivery[];
}

export interface Proposal {
  digest: string;
  party: string;
  version: number;
  fields: FieldView[];
  previous: FieldView[] | null;
  settled: boolean;
}

export interface Reply {
  party: string;
  proposal: string;
  record: string;
  at_ms: number;
  seat: Named;
}

export type RoundMay = 'amend' | 'concur' | 'nonconcur' | 'decide' | 'withdraw';

export interface Round {
  id: string;
  step: string;
  name: Text;
  version: number;
  status: 'open' | 'decided' | 'withdrawn';
  drafted_by: Named;
  fields: FieldView[];
  readers: string[];
  commitment: string;
  asked: { organisation: Named; answer: 'waiting' | 'concurred' | 'nonconcurred'; reason: Text | null }[];
  deciders: Named[];
  may: RoundMay[];
  concur_for: string[];
  history: { at_ms: number; act: string; seat: Named; organisation: Named | string | null; reason: Text | null; version: number }[];
}

export interface Action {
  step: string;
  name: Text;
  help: Text;
  needs_staffing: boolean;
  readers: string[];
  commitment: string;
  fields: string[];
  proposes: boolean;
  replies: boolean;
  number: boolean;
  legal_bases: LegalBasis[];
  home: boolean;
}

export interface PathState {
  state: string;
  name: Text;
  kind: StateKind;
  reached_ms: number | null;
  current: boolean;
}

export interface CaseDetail extends CaseRef {
  roles: Record<string, string>;
  path: PathState[];
  home_state: (Named & { kind: StateKind }) | null;
  proposal: Proposal | null;
  replies: Reply[];
  numbers: Record<string, string>;
  lanes: { ours: Item[]; joint: Item[]; theirs: Item[] };
  rounds: Round[];
  actions: Action[];
  due_ms: number | null;
}

export interface Opening {
  procedure: string;
  title: Text;
  step: string;
  name: Text;
  help: Text;
  needs_staffing: boolean;
  readers: string[];
  commitment: string;
  fields: string[];
  legal_bases: LegalBasis[];
  home: boolean;
}

export type CommandKind = 'step' | 'draft' | RoundMay;

export interface Command {
  id: string;
  kind: CommandKind;
  context: string;
  seat: string;
  case?: string;
  procedure?: string;
  step?: string;
  roles?: Record<string, string>;
  fields?: { id: string; value: FieldValue }[];
  number?: string;
  legal_basis?: string;
  staffing?: string;
  version?: number;
  organisation?: string;
  reason?: Text;
  label?: { classification: string; releasable_to: string[]; caveats: string[] };
  expected_proposal?: string;
}

export interface CommandResult {
  case: string;
  number: string | null;
  records: string[];
}

// ---- what waits, the picture, the door, the links ----

export type Why = 'our_turn' | 'concurrence' | 'decision' | 'redraft' | 'partner' | 'desk';
export type Lane = 'ours' | 'joint' | 'theirs';

export interface TodayItem {
  why: Why;
  case: CaseRef;
  due_ms?: number;
  overdue: boolean;
  staffing?: string;
  organisation?: string;
  record?: string; // at the release desk
  partner?: string;
  name: Text;
}

export interface Change {
  at_ms: number;
  party: string;
  case: CaseRef;
  name: Text;
  lane: Lane;
}

export interface Today {
  items: TodayItem[];
  recent: Change[];
}

export interface Alert {
  case: CaseRef;
  headline: Text;
  kind: string | null;
  severity: string | null;
  status: string | null;
  where: PlaceValue | null;
  origin_ms: number | null;
  reported_ms: number | null;
  magnitude: number | null;
  depth_km: number | null;
  intensity: string | number | null;
  areas: AreaValue[];
  at_ms: number;
  party: string;
  delivery: Delivery[];
}

export interface DeskItem {
  record: string;
  partner: string;
  kind: string;
  code: string;
  reason: Text;
  never: boolean;
  since_ms: number;
  case: CaseRef | null;
  fields: FieldView[];
  label: Label;
  bytes: number;
}

export type LinkState = 'down' | 'greeting' | 'up' | 'refused' | 'disabled';

export interface LinkStream {
  context: string;
  sent: number;
  receipted: number;
  queued: number;
  received: number;
  oldest_unreceipted_ms: number | null;
  common_ms: number | null;
}

export interface LinkStatus {
  partner: PartyRef;
  state: LinkState;
  since_ms: number;
  reason: { code: string; message: Text } | null;
  clock_difference_ms: number | null;
  partner_software: string | null;
  charter: string | null;
  streams: LinkStream[];
  refusals: { record: string; case: string; by: string; code: string; reason: Text; at_ms: number }[];
}

// A key that is no partner's: it was refused, and nothing of what it sent was read.
export interface Stranger {
  pin: string;
  address: string;
  dialled: string | null; // the partner we wanted when it answered
  first_ms: number;
  last_ms: number;
  count: number;
}

export interface Links {
  links: LinkStatus[];
  common_digest: Record<string, string>;
  own_pin: string;
  strangers: Stranger[];
}

export interface RecordView {
  digest: string;
  case: string;
  bytes_base64: string;
  receipt: { checkpoint: string; size: number } | null;
}

export type Topic = 'cases' | 'alerts' | 'links' | 'desk';

export interface StreamMessage {
  type: string;
  topics: Topic[];
  at_ms: number;
}
