import type { KeyKind } from '@xinyin/core'
import type { Row } from './table.ts'

/** The keys that are told apart in a grid: the curves of one kind stand in one column. */
const KEYS = ['RSA', 'ECDSA', 'SM2', 'EdDSA'] as const
type Key = (typeof KEYS)[number]

/** What is exchanged, and with which keys it exists at all: those of the Edwards curves sign and do nothing else. */
const SUBJECTS = {
  'private key': KEYS,
  'encrypted key': KEYS,
  'PKCS #12': KEYS,
  signature: KEYS,
  certificate: KEYS,
  request: KEYS,
  'revocation list': KEYS,
  'OCSP answer': KEYS,
  'signed message': KEYS,
  'enveloped message': ['RSA', 'ECDSA', 'SM2'],
  'time stamp': KEYS,
  encryption: ['SM2'],
  'key exchange': ['SM2'],
  SM3: ['SM2'],
  'SM4-ECB': ['SM2'],
  'SM4-CBC': ['SM2'],
  'SM4-CTR': ['SM2'],
  'SM4-GCM': ['SM2'],
  'SM4-CCM': ['SM2'],
} as const satisfies Record<string, readonly Key[]>

export type Subject = keyof typeof SUBJECTS
type Way = 'there' | 'back'

/** One thing that is exchanged with one kind of key in one direction. */
export interface Cell {
  readonly subject: Subject
  readonly key: Key
  /** `there` is made here and checked there, `back` the other way. */
  readonly way: Way
}

function keyOf(kind: KeyKind | Key): Key {
  if (kind === 'RSA' || kind === 'SM2' || kind === 'ECDSA' || kind === 'EdDSA') return kind
  return kind.startsWith('Ed') ? 'EdDSA' : 'ECDSA'
}

/** Made here, checked there. */
export const there = (subject: Subject, kind: KeyKind | Key = 'SM2'): Cell[] => [
  { subject, key: keyOf(kind), way: 'there' },
]

/** Made there, checked here. */
export const back = (subject: Subject, kind: KeyKind | Key = 'SM2'): Cell[] => [
  { subject, key: keyOf(kind), way: 'back' },
]

export const both = (subject: Subject, kind: KeyKind | Key = 'SM2'): Cell[] => [
  ...there(subject, kind),
  ...back(subject, kind),
]

/** Every cell of a subject, both ways. */
export const all = (subject: Subject, way?: Way): Cell[] =>
  SUBJECTS[subject]
    .flatMap((key) => both(subject, key))
    .filter((cell) => way === undefined || cell.way === way)

/** A grid in lines, and the cells that no case has filled. */
export interface Grid {
  readonly lines: readonly string[]
  readonly empty: readonly string[]
}

/**
 * Draws what passed with one program, a line for each thing exchanged and a column for each kind of key. A cell holds
 * two signs: made here and checked there, and back. `✓` passed, `✗` failed, `?` no case, a number the note below that
 * says why the program cannot do it.
 */
export function drawGrid(peer: string, rows: readonly Row[]): Grid {
  const own = rows.filter(({ program }) => program === peer)
  const limits = own.filter(({ result }) => result === 'limit')
  const empty: string[] = []
  const sign = (subject: Subject, key: Key, way: Way): string => {
    const filling = own.filter(({ cells }) =>
      cells.some((cell) => cell.subject === subject && cell.key === key && cell.way === way),
    )
    if (filling.some(({ result }) => result === 'failed' || result === 'missing')) return '✗'
    if (filling.some(({ result }) => result === 'ok')) return '✓'
    const [limit] = filling
    if (limit !== undefined) return String(limits.indexOf(limit) + 1)
    empty.push(`${peer}: ${subject}, ${key}, ${way}`)
    return '?'
  }
  const body = (Object.keys(SUBJECTS) as Subject[]).map((subject) => {
    const has: readonly Key[] = SUBJECTS[subject]
    const signs = KEYS.map((key) =>
      has.includes(key) ? `${sign(subject, key, 'there')} ${sign(subject, key, 'back')}` : '',
    )
    return `${subject.padEnd(18)}${signs.map((pair) => pair.padEnd(8)).join('')}`.trimEnd()
  })
  const head = `${''.padEnd(18)}${KEYS.map((key) => key.padEnd(8)).join('')}`.trimEnd()
  const notes = limits.map(({ what, seen = '' }, at) => `${at + 1} ${what}: ${seen}`)
  return { lines: [head, ...body, ...notes], empty }
}
