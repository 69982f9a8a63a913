import { parseCertificate, parsePublicKey } from '@xinyin/core'
import { inspectSdJwt } from '@xinyin/e-license'
import { CORPUS_TIME, readCorpus, readIssuerCertificate } from '../corpus.ts'
import { mutateBytes } from '../mutation/bytes.ts'
import { mutateJose } from '../mutation/jose.ts'
import { mutateText } from '../mutation/text.ts'
import { samePresentation } from '../presentation.ts'
import type { Target } from '../target.ts'
import { decodeText } from '../text.ts'

const key = parsePublicKey(parseCertificate(readIssuerCertificate()).publicKey.spki)

const corpus = readCorpus('sd-jwt')

/** SD-JWTs under the issuer's key. */
export const sdJwt: Target = {
  async take(input) {
    const { verdict } = await inspectSdJwt(decodeText(input), { key, at: CORPUS_TIME })
    return verdict === 'passed' ? 'passed' : 'refused'
  },
  mutations: [mutateJose, mutateJose, mutateText, mutateBytes],
  sameMeaning: (input, seed) => samePresentation(input, seed, corpus),
}
