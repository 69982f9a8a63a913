import { TrustError } from '@xinyin/core'
import { canonicalizeJson, parseIJson } from '@xinyin/core/json'
import { skipRevocation } from '@xinyin/core/unsafe'
import { inspectSealedData, inspectSealedJson } from '@xinyin/e-seal/data'
import { CONTENT, trustAuthority } from '../authority.ts'
import { CORPUS_TIME } from '../corpus.ts'
import { sameMessage } from '../message.ts'
import { mutateBer } from '../mutation/ber.ts'
import { mutateBytes } from '../mutation/bytes.ts'
import { mutateJose } from '../mutation/jose.ts'
import { mutateJson } from '../mutation/json.ts'
import { mutateText } from '../mutation/text.ts'
import { mutateTlv } from '../mutation/tlv.ts'
import type { Target } from '../target.ts'
import { decodeText } from '../text.ts'

const options = {
  trust: trustAuthority('document-signer'),
  at: CORPUS_TIME,
  revocation: skipRevocation,
} as const

/** Seals over data: messages and JWS. */
export const sealedData: Target = {
  async take(input) {
    const { verdict } = await inspectSealedData(CONTENT, input, options)
    return verdict === 'passed' ? 'passed' : 'refused'
  },
  mutations: [mutateTlv, mutateBer, mutateJose, mutateBytes],
  sameMeaning: sameMessage,
}

const canonical = (bytes: Uint8Array) => canonicalizeJson(parseIJson(decodeText(bytes)))

/** The same value under the same seal. */
function sameJson(input: Uint8Array, seed: Uint8Array): boolean {
  const [found, made] = [input, seed].map((bytes) => {
    const { seal, ...value } = JSON.parse(canonical(bytes)) as { seal: { form: string; value: string } }
    return { value: canonicalizeJson(value), seal }
  })
  if (found === undefined || made === undefined || found.value !== made.value) return false
  if (found.seal.value === made.seal.value) return true
  return sameMessage(Buffer.from(found.seal.value, 'base64'), Buffer.from(made.seal.value, 'base64'))
}

/** JSON with a seal in it, and the canonical form that it is over: writing it again must not change it. */
export const sealedJson: Target = {
  async take(input) {
    try {
      const written = canonical(input)
      if (canonicalizeJson(parseIJson(written)) !== written) throw new Error('the canonical form is not one')
    } catch (error) {
      if (!(error instanceof TrustError)) throw error
    }
    const { verdict } = await inspectSealedJson(input, options)
    return verdict === 'passed' ? 'passed' : 'refused'
  },
  mutations: [mutateJson, mutateJson, mutateText, mutateBytes],
  sameMeaning: sameJson,
}
