import { encodeBase64, encodeBase64Url, encodeUtf8, joseScheme } from '@xinyin/core'
import { issueSdJwt, presentSdJwt } from '@xinyin/e-license'
import { CORPUS_TIME, type Seed } from '../corpus.ts'
import { ID_TOKEN } from '../expectations.ts'
import type { Party } from './province.ts'

const CLAIMS = {
  iss: 'https://licence.example.gov.cn',
  vct: 'https://licence.example.gov.cn/construction-permit',
  iat: CORPUS_TIME.getTime() / 1000 - 60,
  number: '330100202606010101',
  holders: [{ name: '测试甲', code: 'TEST' }],
  project: { name: '测试工程', address: { city: '测试市' } },
  area: 1234.5,
}

/** SD-JWTs with everything shown, with something withheld, and with nothing to withhold. */
export async function createSdJwts({ certificate, signer }: Party): Promise<Seed[]> {
  const all = await issueSdJwt({
    claims: CLAIMS,
    selective: ['/number', '/holders/0', '/project', '/project/address', '/area'],
    signer,
    decoys: 1,
    header: { x5c: [encodeBase64(certificate.raw)] },
  })
  const some = await presentSdJwt(all, { disclose: ['/number', '/project'] })
  const none = await issueSdJwt({ claims: CLAIMS, selective: [], signer })
  const named = { 'valid-all': all, 'valid-some': some, 'valid-none': none }
  return Object.entries(named).map(([name, text]) => ({ name, bytes: encodeUtf8(text) }))
}

async function createToken(header: object, claims: object, { signer }: Party): Promise<string> {
  const part = (value: object) => encodeBase64Url(encodeUtf8(JSON.stringify(value)))
  const input = `${part(header)}.${part(claims)}`
  const signature = await joseScheme('ES256')?.sign(signer, encodeUtf8(input))
  return `${input}.${encodeBase64Url(signature ?? new Uint8Array())}`
}

/** ID tokens under the issuer's key: a good one, and one that is made for somebody else. */
export async function createIdTokens(issuer: Party): Promise<Seed[]> {
  const now = CORPUS_TIME.getTime() / 1000
  const header = { alg: 'ES256', typ: 'JWT', kid: ID_TOKEN.keyId }
  const claims = {
    iss: ID_TOKEN.issuer,
    sub: 'subject-1',
    aud: ID_TOKEN.clientId,
    exp: now + 300,
    iat: now - 10,
    nonce: ID_TOKEN.nonce,
    sid: 'session-1',
    acr: 'level-3',
  }
  const good = await createToken(header, claims, issuer)
  const other = await createToken(header, { ...claims, aud: 'portal-b' }, issuer)
  return [
    { name: 'valid-token', bytes: encodeUtf8(good) },
    { name: 'other-audience', bytes: encodeUtf8(other) },
  ]
}
