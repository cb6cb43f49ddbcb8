// Two languages side by side. Every word of the console is a Word with both; what comes from the API is a Text, in which a side
// may be empty. A missing language, or a word that does not exist, does not compile.
import type { Language, Text } from '$/api/types';
import { prefs } from '$/app/prefs.svelte';

export type Word = Readonly<Record<Language, string>>;

// Characters that turn or hide what stands beside them: a partner's text must not be able to rearrange our screen.
const deceptive = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

export const visible = (s: string): string => s.replace(deceptive, '\ufffd');

// The text in one language, or in the other where that side is empty.
export function textIn(language: Language, text: Word | Text | null | undefined): string {
  if (!text) return '';
  return visible(text[language] || text[language === 'ja' ? 'en' : 'ja'] || '');
}

// In the reader's language. Reactive: reads the preference.
export const t = (text: Word | Text | null | undefined): string => textIn(prefs.language, text);

export const other = (language: Language): Language => (language === 'ja' ? 'en' : 'ja');
