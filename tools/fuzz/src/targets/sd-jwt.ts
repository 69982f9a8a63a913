import { parseCertificate, parsePublicKey } from '@xinyin/core'
import { inspectSdJwt } from '@xinyin/e-license'
import { CORPUS_TIME, readIssuerCertificate } from '../corpus.ts'
import { mutateBytes } from '../mutation/bytes.ts'
import { mutateJose } from '../mutation/jose.ts'
import { mutateText } from '../mutation/text.ts'
import type { Target } from '../target.ts'

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const key = parsePublicKey(parseCertificate(readIssuerCertificate()).publicKey.spki)

/** SD-JWTs under the issuer's key. */
export const sdJwt: Target = {
  async take(input) {
    const { verdict } = await inspectSdJwt(decode(input), { key, at: CORPUS_TIME })
    return verdict === 'passed' ? 'passed' : 'refused'
  },
  mutations: [mutateJose, mutateJose, mutateText, mutateBytes],
  // To withhold or reorder disclosures is the holder's right: what the issuer signed must be there, and nothing new.
  sameMeaning(input, seed) {
    const [issued, ...disclosures] = decode(input).split('~')
    const [seedIssued, ...all] = decode(seed).split('~')
    return issued === seedIssued && disclosures.every((disclosure) => all.includes(disclosure))
  },
}
