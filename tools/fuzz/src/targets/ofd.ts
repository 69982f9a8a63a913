import { TrustError } from '@xinyin/core'
import { loadTrust } from '@xinyin/core/trust'
import { inspectOfd, parseOfdPackage } from '@xinyin/e-seal/ofd'
import { SCANNING_STYLES, scanForward } from '@xinyin/testkit/attacks'
import { CORPUS_TIME, readCorpus, readCorpusTrust } from '../corpus.ts'
import { sameDocument } from '../document.ts'
import { mutateArchive } from '../mutation/archive.ts'
import { mutateBytes } from '../mutation/bytes.ts'
import type { Target } from '../target.ts'

const trust = loadTrust(readCorpusTrust())

/** What passes is what readers find that stream, and never see the central directory. */
function expectSameForward(input: Uint8Array): void {
  const { files } = parseOfdPackage(input)
  for (const style of SCANNING_STYLES) {
    const found = scanForward(Buffer.from(input), style).filter(({ name }) => !name.endsWith('/'))
    const contents = found.map(({ content }) => Buffer.from(content).toString('base64')).sort()
    const expected = [...files.values()].map((bytes) => Buffer.from(bytes).toString('base64')).sort()
    if (contents.join() !== expected.join()) throw new Error('another document to a reader that streams')
  }
}

const LIST = 'Doc_0/Signs/Signatures.xml'

const isOpen = (seed: Uint8Array) =>
  readCorpus('ofd').some(({ name, bytes }) => name === 'valid-continue' && Buffer.from(bytes).equals(seed))

/** OFD packages: the archive, the index files, and everything that a seal has to hold. */
export const ofd: Target = {
  async take(input) {
    try {
      parseOfdPackage(input)
    } catch (error) {
      if (!(error instanceof TrustError)) throw error
    }
    const { verdict } = await inspectOfd(input, { trust, at: CORPUS_TIME })
    // Read piece by piece, it is the same document.
    const pieces = await inspectOfd(new Blob([new Uint8Array(input)]), { trust, at: CORPUS_TIME })
    if (pieces.verdict !== verdict) throw new Error(`${verdict} as a whole, ${pieces.verdict} in pieces`)
    if (verdict !== 'passed') return 'refused'
    expectSameForward(input)
    return 'passed'
  },
  mutations: [mutateArchive, mutateArchive, mutateBytes],
  // Times and attributes in the archive's framing are no content. A document that others may still sign leaves the list
  // of signatures open; every file that the list names is checked all the same. Messages have parts that nobody signed.
  sameMeaning: (input, seed) => sameDocument(input, seed, isOpen(seed) ? LIST : undefined),
}
