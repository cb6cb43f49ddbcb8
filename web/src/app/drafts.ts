// What was typed and not yet sent, kept for this browser tab until it is sent, discarded or the person signs out.
const prefix = 'tsugite.draft.';
const store = typeof sessionStorage === 'undefined' ? null : sessionStorage;

export function readDraft<T>(key: string): T | null {
  try {
    const text = store?.getItem(prefix + key);
    return text ? (JSON.parse(text) as T) : null;
  } catch {
    return null;
  }
}

export function writeDraft(key: string, value: unknown) {
  try {
    store?.setItem(prefix + key, JSON.stringify(value));
  } catch {
    return; // full or forbidden: the form itself still holds it
  }
}

export function dropDraft(key: string) {
  store?.removeItem(prefix + key);
}

export function clearDrafts() {
  if (!store) return;
  for (const key of Object.keys(store)) if (key.startsWith(prefix)) store.removeItem(key);
}
