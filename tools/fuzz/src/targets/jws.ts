import { type JoseScheme, joseScheme, parseCertificate } from '@xinyin/core'
import { inspectIdToken } from '@xinyin/sso'
import { CORPUS_TIME, readIssuerCertificate } from '../corpus.ts'
import { ID_TOKEN } from '../expectations.ts'
import { mutateBytes } from '../mutation/bytes.ts'
import { mutateJose } from '../mutation/jose.ts'
import { mutateText } from '../mutation/text.ts'
import type { Target } from '../target.ts'
import { decodeText } from '../text.ts'

const key = parseCertificate(readIssuerCertificate()).publicKey
const scheme = joseScheme('ES256') as JoseScheme

/** ID tokens: the JWS gate, and the rules behind it. */
export const jws: Target = {
  async take(input) {
    const { verdict } = await inspectIdToken(decodeText(input), {
      issuer: ID_TOKEN.issuer,
      clientId: ID_TOKEN.clientId,
      nonce: ID_TOKEN.nonce,
      accessToken: undefined,
      algorithms: ['ES256'],
      keys: { find: async () => ({ key, scheme }) },
      now: CORPUS_TIME.getTime() / 1000,
    })
    return verdict === 'passed' ? 'passed' : 'refused'
  },
  mutations: [mutateJose, mutateJose, mutateText, mutateBytes],
}
