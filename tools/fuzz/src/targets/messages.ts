import { TrustError } from '@xinyin/core'
import {
  decryptEnvelopedData,
  type InspectedSignedData,
  inspectSignedData,
  parseEnvelopedData,
  parseSignedData,
  type SignedDataOptions,
} from '@xinyin/core/cms'
import { inspectTimeStamp, parseTimeStamp } from '@xinyin/core/tsp'
import { skipRevocation } from '@xinyin/core/unsafe'
import { CONTENT, readMember, readMemberKey, trustAuthority } from '../authority.ts'
import { CORPUS_TIME } from '../corpus.ts'
import { mutateBer } from '../mutation/ber.ts'
import { mutateBytes } from '../mutation/bytes.ts'
import { mutateTlv } from '../mutation/tlv.ts'
import type { Outcome, Target } from '../target.ts'

const trust = trustAuthority('document-signer', 'time-stamper')
const OPTIONS = { trust, at: CORPUS_TIME, revocation: skipRevocation } satisfies SignedDataOptions
const MUTATIONS = [mutateTlv, mutateTlv, mutateBer, mutateBytes]
const equal = (a: Uint8Array | undefined, b: Uint8Array | undefined) =>
  a !== undefined && b !== undefined && Buffer.from(a).equals(b)

/** Who signed what, and what else his signature covers. */
function sameSignatures(found: InspectedSignedData): boolean {
  const names = ['signer', 'sm2'].map((name) => readMember(name).raw)
  return (
    equal(found.content, CONTENT) &&
    found.signers.every(
      ({ certificate, signingTime }) =>
        names.some((raw) => equal(raw, certificate?.raw)) &&
        (signingTime === undefined || signingTime.getTime() === CORPUS_TIME.getTime()),
    )
  )
}

/** Signed messages. What is not signed may be any: other certificates, stamps and countersignatures left out. */
export const signedData: Target = {
  async take(input) {
    const { verdict, subject } = await inspectSignedData(input, OPTIONS)
    if (verdict !== 'passed') return 'refused'
    if (subject === undefined || !sameSignatures(subject)) throw new Error('passed, and says something else')
    return 'passed'
  },
  mutations: MUTATIONS,
  // A signer can be taken from a message: then fewer signed it, which those who count them see.
  sameMeaning: (input) => parseSignedData(input).signers.length > 0,
}

/** Time stamps on the content. */
export const timeStamp: Target = {
  async take(input) {
    const { verdict } = await inspectTimeStamp(input, { ...OPTIONS, content: CONTENT })
    return verdict === 'passed' ? 'passed' : 'refused'
  },
  mutations: MUTATIONS,
  sameMeaning: (input, seed) =>
    equal(parseTimeStamp(input).signedData.content, parseTimeStamp(seed).signedData.content),
}

const RECIPIENTS = ['rsa', 'ec', 'sm2'].map((name) => ({
  certificate: readMember(name),
  privateKey: readMemberKey(name),
}))

async function decryptAny(input: Uint8Array): Promise<Outcome> {
  let outcome: Outcome = 'refused'
  for (const recipient of RECIPIENTS) {
    try {
      const message = parseEnvelopedData(input)
      const { content, authenticated } = await decryptEnvelopedData(message, recipient)
      if (authenticated && !equal(content, CONTENT)) throw new Error('authenticated, and says something else')
      outcome = 'read'
    } catch (error) {
      if (!(error instanceof TrustError)) throw error
    }
  }
  return outcome
}

/** Encrypted messages, opened by each who can. Without authentication, what comes out may be anything. */
export const envelopedData: Target = { take: decryptAny, mutations: MUTATIONS }
