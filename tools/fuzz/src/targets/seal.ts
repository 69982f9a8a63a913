import { TrustError } from '@xinyin/core'
import { loadTrust } from '@xinyin/core/trust'
import { inspectSeal, parseDataSignature, parseSeal, parseSealSignature } from '@xinyin/e-seal'
import { CORPUS_TIME, readCorpusTrust } from '../corpus.ts'
import { mutateBer } from '../mutation/ber.ts'
import { mutateBytes } from '../mutation/bytes.ts'
import { mutateTlv } from '../mutation/tlv.ts'
import type { Outcome, Target } from '../target.ts'

const trust = loadTrust(readCorpusTrust())

const equal = (a: Uint8Array, b: Uint8Array) => Buffer.from(a).equals(b)

// The algorithm's identifier lies outside what the maker signs. SM2 with SM3 goes by several, all of them read.
function sameSeal(input: Uint8Array, seed: Uint8Array): boolean {
  const [found, made] = [parseSeal(input), parseSeal(seed)]
  return (
    equal(found.info.raw, made.info.raw) &&
    equal(found.makerCertificate, made.makerCertificate) &&
    equal(found.signature, made.signature)
  )
}

/** Seals of every version, by themselves. */
export const seal: Target = {
  async take(input) {
    for (const parse of [parseSeal, parseSealSignature]) {
      try {
        parse(input)
      } catch (error) {
        if (!(error instanceof TrustError)) throw error
      }
    }
    const { verdict } = await inspectSeal(input, { trust, at: CORPUS_TIME })
    return verdict === 'passed' ? 'passed' : 'refused'
  },
  mutations: [mutateTlv, mutateTlv, mutateBytes],
  sameMeaning: sameSeal,
}

/** Signed values of documents, with a seal and without one. */
export const signedValue: Target = {
  async take(input) {
    let outcome: Outcome = 'refused'
    for (const parse of [parseSealSignature, parseDataSignature]) {
      try {
        parse(input)
        outcome = 'read'
      } catch (error) {
        if (!(error instanceof TrustError)) throw error
      }
    }
    return outcome
  },
  mutations: [mutateTlv, mutateTlv, mutateBer, mutateBytes],
}
