import { jsonError } from './codes.ts'

/** A number of JSON (RFC 8259, 6), taken apart. */
const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/

/**
 * Refuses a number that is written as another one once it was a double: one with more digits than that keeps, too large,
 * or so small that it becomes 0 (RFC 7493, 2.2). `1.0`, `1e2` and `-0` are other spellings of what they become, and pass.
 *
 * @throws CoreError `ERR_JSON_NUMBER`
 */
export function assertExactNumber(token: string): void {
  const kept = String(Number(token))
  if (kept === token) return
  const meant = decimal(token)
  // What is infinite has no digits at all.
  const found = decimal(kept)
  if (meant === undefined || meant !== found) throw jsonError('ERR_JSON_NUMBER')
}

/** Sign, digits and exponent without any zeros that say nothing: equal for equal numbers, and for them alone. */
function decimal(token: string): string | undefined {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = NUMBER.exec(token) ?? []
  if (whole === '') return undefined
  const digits = trimStart(whole + fraction)
  const kept = trimEnd(digits)
  if (kept === '') return '0'
  const scale = Number(exponent) - fraction.length + (digits.length - kept.length)
  return `${sign}${kept}e${scale}`
}

function trimStart(digits: string): string {
  let at = 0
  while (digits.charCodeAt(at) === 0x30) at++
  return digits.slice(at)
}

function trimEnd(digits: string): string {
  let end = digits.length
  while (end > 0 && digits.charCodeAt(end - 1) === 0x30) end--
  return digits.slice(0, end)
}
