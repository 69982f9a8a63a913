import { createSigner, type Report } from '@xinyin/core'
import { COSE_HEADER, createCoseSign1 } from '@xinyin/core/cose'
import { encodeX5c, signJws } from '@xinyin/core/jws'
import { skipRevocation } from '@xinyin/core/unsafe'
import { inspectBundle } from '@xinyin/e-license/bundle'
import { inspectStatusList } from '@xinyin/e-license/status'
import { readMember, readMemberKey, trustAuthority } from '../authority.ts'
import { CORPUS_TIME } from '../corpus.ts'
import { mutateBytes } from '../mutation/bytes.ts'
import { mutateJson } from '../mutation/json.ts'
import type { Target } from '../target.ts'

const options = {
  trust: trustAuthority('status-issuer'),
  at: CORPUS_TIME,
  revocation: skipRevocation,
} as const
const signer = createSigner(readMemberKey('signer'))
const chain = [readMember('signer'), readMember('middle')]

const outcome = ({ subject }: Report<unknown>) => (subject === undefined ? 'refused' : 'read')

/** What is said, changed before it was signed: all that is looked at behind the signature. */
const signed = (typ: string, inspect: (jws: string) => Promise<Report<unknown>>): Target => ({
  take: async (input) => outcome(await inspect(await signJws({ typ, ...encodeX5c(chain) }, input, signer))),
  mutations: [mutateJson, mutateJson, mutateBytes],
})

/** Lists of the states of licences, as JWT. */
export const licenceStatusList: Target = signed('statuslist+jwt', (jws) => inspectStatusList(jws, options))

/** Lists of the states of licences, as CWT. */
export const licenceStatusCwt: Target = {
  async take(input) {
    const token = await createCoseSign1({
      payload: input,
      signer,
      protectedHeader: new Map([[COSE_HEADER.typ, 'application/statuslist+cwt']]),
      unprotectedHeader: new Map([[COSE_HEADER.x5chain, chain.map(({ raw }) => raw)]]),
    })
    return outcome(await inspectStatusList(token, options))
  },
  mutations: [mutateBytes],
}

/** Offline bundles. */
export const licenceBundle: Target = signed('verification-bundle+jws', (jws) => inspectBundle(jws, options))
