import { inspectPath, TrustError } from '@xinyin/core'
import { parseOcspResponse } from '@xinyin/core/ocsp'
import {
  createRevocationChecker,
  parseCrl,
  parseRevocationBundle,
  type RevocationMaterial,
} from '@xinyin/core/revocation'
import { leafRevocationOnly } from '@xinyin/core/unsafe'
import { readMember, trustAuthority } from '../authority.ts'
import { CORPUS_TIME } from '../corpus.ts'
import { mutateBytes } from '../mutation/bytes.ts'
import { mutateSigned, mutateSignedAnswer } from '../mutation/sign.ts'
import { mutateText } from '../mutation/text.ts'
import { mutateTlv } from '../mutation/tlv.ts'
import { refusing, type Target } from '../target.ts'

const trust = trustAuthority('document-signer')
const signer = readMember('signer')
const tbsOf = new WeakMap<Uint8Array, Uint8Array>()
const equal = (a: Uint8Array | undefined, b: Uint8Array) => a !== undefined && Buffer.from(a).equals(b)

/** Whether the signer's path passes with nothing else to go by than this. */
function judgedBy(
  read: (input: Uint8Array) => RevocationMaterial & { readonly tbs: Uint8Array },
): Target['take'] {
  return async (input) => {
    let material: ReturnType<typeof read>
    try {
      material = read(input)
    } catch (error) {
      if (error instanceof TrustError) return 'refused'
      throw error
    }
    tbsOf.set(input, material.tbs)
    const revocation = createRevocationChecker({
      now: () => CORPUS_TIME,
      material,
      extent: leafRevocationOnly,
    })
    const options = { trust, role: 'document-signer', at: CORPUS_TIME, revocation } as const
    return (await inspectPath(signer, options)).verdict === 'passed' ? 'passed' : 'refused'
  }
}

const takeCrl = judgedBy((input) => {
  const list = parseCrl(input)
  list.find(signer.serialNumber)
  list.find('0a')
  return { crls: [list], ocspResponses: [], tbs: list.tbs }
})

/** Revocation lists, and the verdict that one of them decides. */
export const crl: Target = {
  take: takeCrl,
  mutations: [mutateTlv, mutateTlv, mutateBytes],
  sameMeaning: (input, seed) => equal(tbsOf.get(input), parseCrl(seed).tbs),
}

/** Lists that were changed before they were signed. What passes may be right. */
export const signedCrl: Target = {
  take: async (input) => ((await takeCrl(input)) === 'passed' ? 'read' : 'refused'),
  mutations: [mutateSigned],
}

const takeOcsp = judgedBy((input) => {
  const response = parseOcspResponse(input)
  return { crls: [], ocspResponses: [response], tbs: response.tbs }
})

/** OCSP answers, and the verdict that one of them decides. */
export const ocsp: Target = {
  take: takeOcsp,
  mutations: [mutateTlv, mutateTlv, mutateBytes],
  sameMeaning: (input, seed) => equal(tbsOf.get(input), parseOcspResponse(seed).tbs),
}

/** Answers that were changed before they were signed. */
export const signedOcsp: Target = {
  take: async (input) => ((await takeOcsp(input)) === 'passed' ? 'read' : 'refused'),
  mutations: [mutateSignedAnswer],
}

/** Files of lists and answers. */
export const bundle: Target = {
  take: refusing((error) => error instanceof TrustError, parseRevocationBundle),
  mutations: [mutateText, mutateBytes],
}
