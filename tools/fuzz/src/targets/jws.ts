import { parseCertificate } from '@xinyin/core'
import { inspectIdToken } from '@xinyin/sso'
import { CORPUS_TIME, readIssuerCertificate } from '../corpus.ts'
import { ID_TOKEN } from '../expectations.ts'
import { mutateBytes } from '../mutation/bytes.ts'
import { mutateJose } from '../mutation/jose.ts'
import { mutateText } from '../mutation/text.ts'
import type { Target } from '../target.ts'
import { decodeText } from '../text.ts'

const point = parseCertificate(readIssuerCertificate()).publicKey.point ?? new Uint8Array(65)
const coordinate = (start: number) => Buffer.from(point.subarray(start, start + 32)).toString('base64url')
const key = { kty: 'EC', crv: 'P-256', kid: ID_TOKEN.keyId, x: coordinate(1), y: coordinate(33) }

/** ID tokens: the JWS gate, and the rules behind it. */
export const jws: Target = {
  async take(input) {
    const { verdict } = await inspectIdToken(decodeText(input), {
      issuer: ID_TOKEN.issuer,
      clientId: ID_TOKEN.clientId,
      nonce: ID_TOKEN.nonce,
      accessToken: undefined,
      algorithms: ['ES256'],
      keys: { find: async () => ({ key }) },
      now: CORPUS_TIME.getTime() / 1000,
    })
    return verdict === 'passed' ? 'passed' : 'refused'
  },
  mutations: [mutateJose, mutateJose, mutateText, mutateBytes],
}
