import { TrustError } from '@xinyin/core'
import { inspectOfd, type SealOfdOptions, sealOfd } from '@xinyin/e-seal/ofd'
import { findText } from '../../../../packages/e-seal/src/carriers/ofd/seal/keyword.ts'
import { readPageLayout } from '../../../../packages/e-seal/src/carriers/ofd/seal/page.ts'
import { CORPUS_TIME } from '../corpus.ts'
import { mutateArchive } from '../mutation/archive.ts'
import { mutateBytes } from '../mutation/bytes.ts'
import { mutateText } from '../mutation/text.ts'
import { createProvince } from '../seeds/province.ts'
import { createOfficeSeal } from '../seeds/seals.ts'
import { type Outcome, refusing, type Target } from '../target.ts'

const { seal, signer, certificate } = await createSigning()

async function createSigning() {
  const province = await createProvince()
  return { seal: await createOfficeSeal(province, 'certificates'), ...province.sealSigner }
}

const NOBODY = { anchors: [], intermediates: [] }

/** What only the trust in somebody decides. */
const UNTRUSTED = new Set(['signature.signer-path', 'seal.maker-path', 'seal.validity', 'path.revocation'])

const PLACES: readonly Partial<SealOfdOptions>[] = [
  { stamps: [{ near: '测试' }] },
  { stamps: [{ page: 'all', at: [10, 10] }], ridingSeam: { edge: 'right' }, protect: 'continue' },
  {},
]

/** Sealing what somebody sent: either it is refused with a code, or the seal on it holds. */
export const sealing: Target = {
  async take(input): Promise<Outcome> {
    for (const places of PLACES) {
      let sealed: Uint8Array
      try {
        sealed = await sealOfd(input, { seal, signer, certificate, at: CORPUS_TIME, ...places })
      } catch (error) {
        // Places that this document does not have.
        if (error instanceof RangeError) continue
        if (error instanceof TrustError) continue
        throw error
      }
      const { checks, subject } = await inspectOfd(sealed, { trust: NOBODY, at: CORPUS_TIME })
      const id = subject?.signatures.at(-1)?.id
      const against = checks.find(
        (check) => check.facts['signature'] === id && check.status === 'failed' && !UNTRUSTED.has(check.id),
      )
      if (id === undefined || against !== undefined)
        throw new Error(`sealed, and then ${against?.id ?? 'unreadable'} ${against?.code ?? ''}`)
    }
    return 'refused'
  },
  mutations: [mutateArchive, mutateArchive, mutateBytes],
}

/** The places of texts on pages. */
export const pageText: Target = {
  take: refusing(
    (error) => error instanceof TrustError || error instanceof RangeError,
    (input) => {
      const { glyphs } = readPageLayout(input, 'fuzz.xml', { glyphs: true })
      for (const { x, y } of findText(glyphs, '章'))
        if (!Number.isFinite(x) || !Number.isFinite(y)) throw new Error('a text stands nowhere')
    },
  ),
  mutations: [mutateText],
}
