// Who is signed in, and on which node.
import type { Named, PartyRef, Text } from './text';

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
