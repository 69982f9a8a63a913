import { parseCertificate, TrustError } from '@xinyin/core'
import { createOcspResponse, createTimeStampResponse, parseCsr, reviewCsr, verifyCsr } from '@xinyin/core/ca'
import { parseOcspResponse } from '@xinyin/core/ocsp'
import { parseTimeStampRequest, processTimeStamp } from '@xinyin/core/tsp'
import { readMember, readMemberKey } from '../authority.ts'
import { CORPUS_TIME } from '../corpus.ts'
import { mutateBytes } from '../mutation/bytes.ts'
import { mutateTlv } from '../mutation/tlv.ts'
import type { Outcome, Target } from '../target.ts'

/** Requests for certificates: their proof of possession, and the review against a profile. */
export const csr: Target = {
  async take(input) {
    await reviewCsr(input, 'seal-signer')
    try {
      await verifyCsr(input)
      return 'passed'
    } catch (error) {
      if (error instanceof TrustError) return 'refused'
      throw error
    }
  },
  mutations: [mutateTlv, mutateTlv, mutateBytes],
  // The algorithm's identifier lies outside of what is signed. SM2 with SM3 has three in use, all of them read.
  sameMeaning: (input, seed) => {
    const [found, made] = [parseCsr(input), parseCsr(seed)]
    return Buffer.from(found.info).equals(made.info) && Buffer.from(found.signature).equals(made.signature)
  },
}

const middle = { certificate: readMember('middle'), key: readMemberKey('middle') }
const stamper = { certificate: readMember('stamper'), key: readMemberKey('stamper') }

async function answerOcsp(request: Uint8Array): Promise<Outcome> {
  const response = await createOcspResponse({
    issuer: parseCertificate(middle.certificate.raw),
    responder: middle,
    request,
    now: CORPUS_TIME,
    nextUpdate: new Date(CORPUS_TIME.getTime() + 1000),
    lookup: () => ({ state: 'good' }),
  })
  try {
    parseOcspResponse(response)
    return 'read'
  } catch (error) {
    if (error instanceof TrustError) return 'refused'
    throw error
  }
}

async function stamp(request: Uint8Array): Promise<Outcome> {
  const response = await createTimeStampResponse({
    ...stamper,
    request,
    policy: '1.2.3.4',
    serialNumber: 1n,
    now: CORPUS_TIME,
  })
  try {
    processTimeStamp(response, parseTimeStampRequest(request))
    return 'read'
  } catch (error) {
    if (error instanceof TrustError) return 'refused'
    throw error
  }
}

/** What anybody may send to a responder and to one who stamps. Each must answer, and what it grants be an answer. */
export const questions: Target = {
  async take(input) {
    const outcomes = [await answerOcsp(input), await stamp(input)]
    return outcomes.includes('read') ? 'read' : 'refused'
  },
  mutations: [mutateTlv, mutateTlv, mutateBytes],
}
