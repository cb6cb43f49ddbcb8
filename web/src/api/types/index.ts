// The shapes of /api/v1. Ids and digests are lower-case hex; times are milliseconds since the epoch and end in _ms. Everything a
// person wrote is untrusted text.
export * from './library';
export type * from './cases';
export type * from './charter';
export type * from './commands';
export type * from './links';
export type * from './me';
export type * from './outlets';
export type * from './recalls';
export type * from './text';
export type * from './values';
