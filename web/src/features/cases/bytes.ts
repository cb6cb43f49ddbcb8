// Bytes as a person compares them: offset, sixteen in hexadecimal, and what of them is printable. Pure.
export function hexDump(base64: string): string {
  let raw: string;
  try {
    raw = atob(base64);
  } catch {
    return '';
  }
  const lines: string[] = [];
  for (let at = 0; at < raw.length; at += 16) {
    const row = [...raw.slice(at, at + 16)].map((c) => c.charCodeAt(0));
    const hex = row.map((b) => b.toString(16).padStart(2, '0')).join(' ');
    const text = row.map((b) => (b >= 0x20 && b < 0x7f ? String.fromCharCode(b) : '.')).join('');
    lines.push(`${at.toString(16).padStart(5, '0')}  ${hex.padEnd(47)}  ${text}`);
  }
  return lines.join('\n');
}
