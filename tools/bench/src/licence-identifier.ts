import { createIdentifier, inspectIdentifier, isIdentifier } from '@xinyin/e-license'
import { mod37_36 } from 'cdigit'
import { compare, type Result } from './compare.ts'

const COUNT = 1000

const TYPES = ['11100000000013338W009', '11100000MB03271699001', '11100000MB0143028R001']
const ISSUERS = ['11330105002500287C', '11430000006122244L', '11220000013544541J']

/** Identifiers as a province has them, each a text of its own as one that was read. */
const IDENTIFIERS = Array.from({ length: COUNT }, (_, i) => {
  const identifier = createIdentifier({
    typeCode: TYPES[i % TYPES.length] ?? '',
    issuerCode: ISSUERS[i % ISSUERS.length] ?? '',
    serial: `2026${String((i * 7919) % 1_000_000).padStart(10, '0')}`,
  })
  return new TextDecoder().decode(new TextEncoder().encode(identifier))
})

/** What the peer takes: the checked part alone, without the root and the dots. */
const CHECKED = IDENTIFIERS.map((text) => text.slice('1.2.156.3005.2.'.length).replaceAll('.', ''))

const countOf = (texts: readonly string[], isRight: (text: string) => boolean) => () => {
  let right = 0
  for (const text of texts) if (isRight(text)) right++
  if (right !== COUNT) throw new Error('a right identifier was refused')
}

/** A fixed rate beside those that were measured. */
function withLimit(result: Result, name: string, rate: number): Result {
  const [rounds = []] = Object.values(result.rounds)
  return {
    ...result,
    rates: { ...result.rates, [name]: rate },
    rounds: { ...result.rounds, [name]: rounds.map(() => rate) },
  }
}

/**
 * Whole identifiers: root, both credit codes with four check characters, version and the check character over all. The peer
 * computes the last of these alone.
 */
export async function measureIdentifiers(): Promise<Result[]> {
  const result = await compare({
    name: 'Identifiers checked, 1,000 at once',
    contestants: {
      Xinyin: countOf(IDENTIFIERS, isIdentifier),
      'Xinyin, with a report': countOf(IDENTIFIERS, (text) => inspectIdentifier(text).verdict === 'passed'),
      'cdigit, the last check character alone': countOf(CHECKED, (text) => mod37_36.validate(text)),
    },
  })
  return [withLimit(result, 'a million a second', 1_000_000 / COUNT)]
}
