// Single-key commands. The last one registered for a key wins, so that what lies on top answers; none is heard while a person
// types (but Escape and function keys), composes Japanese or holds a modifier. Shift is part of the name: "shift+j".
type Handler = () => void;

const bound: { key: string; run: Handler }[] = [];

export function nameOf(e: Pick<KeyboardEvent, 'key' | 'shiftKey'>): string {
  const key = e.key.toLowerCase();
  const letter = /^[a-z]$/.test(key);
  return letter && e.shiftKey ? `shift+${key}` : key;
}

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

export function listen() {
  addEventListener('keydown', (e) => {
    if (e.isComposing || e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented) return;
    // What lies beneath a modal dialog hears nothing: Escape that closes it must not leave the form under it too.
    if (document.querySelector('dialog:modal')) return;
    const name = nameOf(e);
    if (typing(e.target) && name !== 'escape' && !/^f\d+$/.test(name)) return;
    // Enter on a focused button or link is that button's or link's own.
    if (name === 'enter' && e.target instanceof Element && e.target.closest('a,button,summary')) return;
    const hit = bound.findLast((b) => b.key === name);
    if (!hit) return;
    e.preventDefault();
    hit.run();
  });
}

// For $effect: binds while the component lives.
export function bind(keys: Record<string, Handler>): () => void {
  const mine = Object.entries(keys).map(([key, run]) => ({ key, run }));
  bound.push(...mine);
  return () => mine.forEach((m) => bound.splice(bound.indexOf(m), 1));
}

// Letters that lists use themselves, and those that look like figures.
const reserved = new Set(['j', 'k', 'o', 'i']);

// One letter for each name, from the name itself where it has a free one: accept -> a, counter -> c. Stable for a given list.
export function hints(names: string[]): string[] {
  const used = new Set(reserved);
  return names.map((name) => {
    const letters = [...name.toLowerCase().replace(/[^a-z]/g, ''), ...'abcdefghlmnpqrstuvwxyz'];
    const letter = letters.find((l) => !used.has(l)) ?? '';
    used.add(letter);
    return letter;
  });
}
