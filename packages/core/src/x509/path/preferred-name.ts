/**
 * Whether a DNS name has the preferred syntax (RFC 1034, 3.5; RFC 1123, 2.1), behind a star for the first label or without.
 *
 * By its characters: an expression takes as long for one name as all other rules for servers do for a path.
 */
export function isPreferredName(name: string): boolean {
  if (name.length > 253) return false
  let start = name.startsWith('*.') ? 2 : 0
  for (let at = start; at <= name.length; at++) {
    if (at < name.length && name[at] !== '.') continue
    if (!isPreferredLabel(name, start, at)) return false
    start = at + 1
  }
  return true
}

/** Letters, digits and, not at its ends, hyphens. */
function isPreferredLabel(name: string, start: number, end: number): boolean {
  if (end - start > 63 || end === start || name[start] === '-' || name[end - 1] === '-') return false
  for (let at = start; at < end; at++) if (!isPreferredCharacter(name.charCodeAt(at))) return false
  return true
}

const isPreferredCharacter = (code: number) =>
  (code >= 0x61 && code <= 0x7a) ||
  (code >= 0x41 && code <= 0x5a) ||
  (code >= 0x30 && code <= 0x39) ||
  code === 0x2d
