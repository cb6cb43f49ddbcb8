// The links to the partners, and the stream that says what changed.
import type { PartyRef, Text } from './text';

export type LinkState = 'down' | 'greeting' | 'up' | 'refused' | 'disabled' | 'removed';

export interface LinkStream {
  context: string;
  sent: number;
  receipted: number;
  queued: number;
  received: number;
  returned: number;
  returning: number;
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
  figures: boolean; // false: this person may not read all that can go over it, and is told no figures
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

// What the doctor found from both ends.
export interface Finding {
  partner: PartyRef | null; // null: this node itself
  said_by: PartyRef;
  code: string;
  where: string;
  message: Text;
  todo: { who: 'ours' | 'partner' | 'either'; text: Text } | null;
}

export interface Diagnosis {
  at_ms: number;
  partners: PartyRef[];
  findings: Finding[];
}

export type Topic = 'cases' | 'alerts' | 'links' | 'desk';

export interface StreamMessage {
  type: string;
  topics: Topic[];
  at_ms: number;
}
