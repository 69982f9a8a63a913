import { createIdentifier, diagnoseIdentifier, inspectIdentifier, isIdentifier } from '@xinyin/e-license'
import { mod37_36 } from 'cdigit'
import { compare, type Result, withRate } from './compare.ts'

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

/** As a batch has them: every tenth has a wrong character somewhere, for which something is proposed. */
const SLIPPED = IDENTIFIERS.map((text, i) => {
  const at = '1.2.156.3005.2.'.length + ((i * 7) % 45)
  return i % 10 > 0 || text[at] === '.'
    ? text
    : `${text.slice(0, at)}${text[at] === '3' ? '8' : '3'}${text.slice(at + 1)}`
})

const diagnose = () => {
  let wrong = 0
  for (const text of SLIPPED) if (diagnoseIdentifier(text).faults.length > 0) wrong++
  if (wrong < COUNT / 20) throw new Error('a wrong identifier was let pass')
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
  const doctor = await compare({
    name: 'Identifiers diagnosed, 1,000 at once',
    contestants: { Xinyin: diagnose },
  })
  return [
    withRate(result, 'a million a second', 1_000_000 / COUNT),
    withRate(doctor, 'a million a minute', 1_000_000 / 60 / COUNT),
  ]
}
