// Escape sequences and bidirectional overrides in a document must not repaint the terminal of whoever checks it.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu

/** Text from a document, made safe to print on one line of a terminal. */
export function printable(text: string, limit = 200): string {
  const safe = text.replace(UNPRINTABLE, '�')
  return safe.length > limit ? `${safe.slice(0, limit)}…` : safe
}
