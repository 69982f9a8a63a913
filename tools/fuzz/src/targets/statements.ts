import { encodeBase64, encodeBase64Url, encodeUtf8, joseScheme, type Report, TrustError } from '@xinyin/core'
import { skipRevocation } from '@xinyin/core/unsafe'
import { inspectSealRequest } from '@xinyin/e-seal/maker'
import { inspectSealStatusAnswer, inspectSealStatusList, parseSealStatusMemory } from '@xinyin/e-seal/status'
import { readMember, readMemberKey, trustAuthority } from '../authority.ts'
import { CORPUS_TIME } from '../corpus.ts'
import { mutateBytes } from '../mutation/bytes.ts'
import { mutateJson } from '../mutation/json.ts'
import { STATUS_LIST } from '../seeds/statements.ts'
import { refusing, type Target } from '../target.ts'
import { decodeText } from '../text.ts'

const options = {
  trust: trustAuthority('status-issuer', 'seal-signer'),
  at: CORPUS_TIME,
  revocation: skipRevocation,
} as const
const key = readMemberKey('signer')
const x5c = [readMember('signer'), readMember('middle')].map(({ raw }) => encodeBase64(raw))

/** What is said, changed before it was signed: all that is looked at behind the signature. */
function signed(typ: string, inspect: (jws: string) => Promise<Report<unknown>>): Target {
  return {
    async take(input) {
      const header = { alg: 'ES256', typ, iat: CORPUS_TIME.getTime() / 1000 - 3600, x5c }
      const text = `${encodeBase64Url(encodeUtf8(JSON.stringify(header)))}.${encodeBase64Url(input)}`
      const signature = await joseScheme('ES256')?.sign(key, encodeUtf8(text))
      const { subject } = await inspect(`${text}.${encodeBase64Url(signature ?? new Uint8Array())}`)
      return subject === undefined ? 'refused' : 'read'
    },
    mutations: [mutateJson, mutateJson, mutateBytes],
  }
}

/** Lists of the status of seals. */
export const statusList: Target = signed('seal-status-list+jws', (jws) => inspectSealStatusList(jws, options))

/** Answers about some seals. */
export const statusAnswer: Target = signed('seal-status+jws', (jws) => inspectSealStatusAnswer(jws, options))

/** Requests for seals. Seals are not used with the key of the corpus, so that none is granted. */
export const sealRequest: Target = signed('seal-request+jws', (jws) => inspectSealRequest(jws, options))

/** What is remembered of a status list, from wherever it was kept. */
export const statusMemory: Target = {
  take: refusing(
    (error) => error instanceof TrustError,
    (input) => {
      const { list, sequence, digest } = parseSealStatusMemory(decodeText(input), STATUS_LIST)
      if (list !== STATUS_LIST || !Number.isSafeInteger(sequence) || !/^[0-9a-f]{64}$/.test(digest))
        throw new Error('what is remembered is none of the list')
    },
  ),
  mutations: [mutateJson, mutateJson, mutateBytes],
}
