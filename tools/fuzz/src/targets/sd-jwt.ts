import { parseCertificate, parsePublicKey } from '@xinyin/core'
import { inspectSdJwt } from '@xinyin/e-license'
import { CORPUS_TIME, readCorpus, readIssuerCertificate } from '../corpus.ts'
import { mutateBytes } from '../mutation/bytes.ts'
import { mutateJose } from '../mutation/jose.ts'
import { mutateText } from '../mutation/text.ts'
import type { Target } from '../target.ts'
import { decodeText } from '../text.ts'

const key = parsePublicKey(parseCertificate(readIssuerCertificate()).publicKey.spki)

const made = new Set(readCorpus('sd-jwt').flatMap(({ bytes }) => decodeText(bytes).split('~').slice(1)))

/** SD-JWTs under the issuer's key. */
export const sdJwt: Target = {
  async take(input) {
    const { verdict } = await inspectSdJwt(decodeText(input), { key, at: CORPUS_TIME })
    return verdict === 'passed' ? 'passed' : 'refused'
  },
  mutations: [mutateJose, mutateJose, mutateText, mutateBytes],
  // To withhold, show or reorder disclosures is the holder's right: what the issuer signed has to be there, and nothing
  // that he did not make.
  sameMeaning(input, seed) {
    const [issued, ...disclosures] = decodeText(input).split('~')
    return (
      issued === decodeText(seed).split('~')[0] && disclosures.every((disclosure) => made.has(disclosure))
    )
  },
}
