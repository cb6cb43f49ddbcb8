// Taking over the word that the glossary has. Pure.

// English by whole words, whatever their case, with the s of a plural; an abbreviation as it is written. Japanese by characters.
export function takeOver(text: string, language: 'ja' | 'en', found: string, right: string): string {
  if (language === 'ja') return text.replaceAll(found, right);
  const literal = found.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const whole = new RegExp(`(?<![A-Za-z0-9])${literal}(s?)(?![A-Za-z0-9])`, /[a-z]/.test(found) ? 'gi' : 'g');
  return text.replace(whole, (was: string, plural: string) => cased(was, right) + plural);
}

// In the middle of a sentence a common noun stays small; a name keeps its capitals.
const cased = (was: string, right: string): string => (/^[a-z]/.test(was) && !/[A-Z]/.test(right.slice(1)) ? right.charAt(0).toLowerCase() + right.slice(1) : right);

export function insert(text: string, at: number, word: string, language: 'ja' | 'en'): string {
  const [before, after] = [text.slice(0, at), text.slice(at)];
  const gap = (side: string) => (language === 'en' && side && !/\s/.test(side) ? ' ' : '');
  return before + gap(before.slice(-1)) + word + gap(after.slice(0, 1)) + after;
}
