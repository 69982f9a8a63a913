import { randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import { decodeBase45, encodeBase45 } from '../../../../packages/e-license/src/qr/base45.ts'
import { expectThat } from '../expect.ts'
import type { Case } from '../table.ts'

const WITH = 'base45-js'

/** Its declarations are of no module. */
export const base45 = createRequire(import.meta.url)('base45-js') as {
  encode(bytes: Uint8Array): string
  decode(text: string): Buffer
}

const COUNT = 10_000

const sameTexts: Case = {
  what: 'random octets have the same text there and here, and come back from it',
  with: WITH,
  async run() {
    let octets = 0
    for (let count = 0; count < COUNT; count++) {
      const bytes = new Uint8Array(randomBytes(count % 300))
      const text = base45.encode(bytes)
      expectThat(encodeBase45(bytes) === text, `one text for ${bytes.length} octets`)
      expectThat(Buffer.compare(decodeBase45(text), bytes) === 0, 'its text is read here')
      expectThat(Buffer.compare(base45.decode(encodeBase45(bytes)), bytes) === 0, 'our text is read there')
      octets += bytes.length
    }
    return `${COUNT} texts of ${octets} octets`
  },
}

/** What RFC 9285 refuses (6): a character outside the alphabet, more than the octets hold, a character left over. */
const WRONG = ['"BB', 'bb8', 'GGW', ':::', ':::::', '%', 'BB8A']

const wrongTexts: Case = {
  what: 'differs as expected: we refuse texts that stand for no octets (RFC 9285, 6)',
  with: WITH,
  async run() {
    const taken = WRONG.filter((text) => !throws(() => decodeBase45(text)))
    expectThat(taken.length === 0, `all are refused here, taken: ${taken.join(' ')}`)
    const there = WRONG.filter((text) => !throws(() => base45.decode(text)))
    return there.length === 0 ? 'the library refuses them too' : `the library takes ${there.join(' ')}`
  },
}

function throws(work: () => unknown): boolean {
  try {
    work()
    return false
  } catch {
    return true
  }
}

export const BASE45_CASES: readonly Case[] = [sameTexts, wrongTexts]
