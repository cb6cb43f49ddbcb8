// Texts in two languages and what is named by them.

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
