/** How long keys are used that come without a word about it, in milliseconds. */
const DEFAULT_LIFETIME = 600_000
/** An issuer that forbids caching must not have us ask for every token, */
const MIN_LIFETIME = 60_000
/** and one that allows a year must not have us trust a withdrawn key for that long. */
const MAX_LIFETIME = 3_600_000

/** The value of a directive of `Cache-Control`, as a number of seconds. */
function secondsOf(header: string, directive: string): number | undefined {
  const found = new RegExp(`(?:^|,)\\s*${directive}\\s*=\\s*"?(\\d{1,9})"?\\s*(?:,|$)`, 'i').exec(header)?.[1]
  return found === undefined ? undefined : Number(found)
}

/**
 * How long an answer may be used (RFC 9111, 4.2): its `max-age` less the `Age` that it had when it came, within limits of
 * our own.
 *
 * @returns milliseconds
 */
export function lifetimeOf(headers: Pick<Headers, 'get'>): number {
  const control = (headers.get('cache-control') ?? '').slice(0, 1000)
  if (/(?:^|,)\s*no-(?:store|cache)\b/i.test(control)) return MIN_LIFETIME
  const seconds = secondsOf(control, 'max-age')
  if (seconds === undefined) return DEFAULT_LIFETIME
  const age = Number(/^\d{1,9}$/.exec(headers.get('age') ?? '')?.[0] ?? 0)
  return Math.min(MAX_LIFETIME, Math.max(MIN_LIFETIME, (seconds - age) * 1000))
}
