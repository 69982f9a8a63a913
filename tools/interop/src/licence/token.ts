import {
  createPrivateKey,
  createSigner,
  decodeBase64Url,
  encodeBase64Url,
  type PrivateKey,
  type PublicKey,
  type Signer,
} from '@xinyin/core'
import type { JsonObject } from '@xinyin/core/json'
import { inspectSdJwt, issueSdJwt, parseSdJwt } from '@xinyin/e-license'
import { expectThat } from '../expect.ts'

/** What is disclosed or withheld in the tokens that are exchanged: of an object, in one, and of a list. */
export const CLAIMS = {
  vct: 'urn:example:permit',
  iat: 1_780_000_000,
  number: 'TEST2026060101',
  holder: { name: '示例置业有限公司', code: '91990100MA990001X7' },
  scope: ['房屋建筑', '市政公用'],
} satisfies JsonObject

const SELECTIVE = ['/number', '/holder', '/holder/name', '/holder/code', '/scope/0', '/scope/1']

export interface TokenIssuer {
  readonly privateKey: PrivateKey
  readonly key: PublicKey
  readonly signer: Signer
}

export async function createTokenIssuer(): Promise<TokenIssuer> {
  const privateKey = await createPrivateKey('P-256')
  return { privateKey, key: privateKey.publicKey, signer: createSigner(privateKey) }
}

/** The public key as JWK, made without the library's own code for it. */
export function publicJwk({ point }: PublicKey): { kty: 'EC'; crv: 'P-256'; x: string; y: string } {
  if (point === undefined) throw new Error('a key on a curve has a point')
  return {
    kty: 'EC',
    crv: 'P-256',
    x: encodeBase64Url(point.subarray(1, 33)),
    y: encodeBase64Url(point.subarray(33)),
  }
}

export const issueToken = ({ signer }: TokenIssuer, holderKey?: PublicKey): Promise<string> =>
  issueSdJwt({
    claims: CLAIMS,
    selective: SELECTIVE,
    signer,
    decoys: 2,
    ...(holderKey === undefined ? {} : { holderKey }),
  })

/** The part that the issuer signed. */
export const issuedPart = (token: string): string => parseSdJwt(token).issued.compact

/** The token with one octet of its issuer's signature changed. */
export function withOtherSignature(jwt: string): string {
  const at = jwt.lastIndexOf('.') + 1
  const signature = decodeBase64Url(jwt.slice(at))
  signature[20] = (signature[20] ?? 0) ^ 1
  return jwt.slice(0, at) + encodeBase64Url(signature)
}

/** The codes of what fails here; none for what passes. */
export async function refusals(token: string, key: PublicKey, policy: object = {}): Promise<string[]> {
  const { verdict, checks } = await inspectSdJwt(token, { key, ...policy })
  const codes = checks.flatMap(({ status, code }) =>
    status === 'failed' && code !== undefined ? [code] : [],
  )
  expectThat((verdict === 'passed') === (codes.length === 0), `verdict ${verdict} with ${codes.join(', ')}`)
  return codes
}
