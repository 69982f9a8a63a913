import {
  createPrivateKey,
  createSigner,
  encodeBase64Url,
  encodeUtf8,
  type KeyKind,
  type PublicKey,
  type Signer,
} from '@xinyin/core'
import { digestText } from '../../src/credential/digest.ts'
import { signJws } from '../../src/credential/sign.ts'

export interface TestIssuer {
  readonly key: PublicKey
  readonly signer: Signer
}

export async function createTestIssuer(kind: KeyKind = 'P-256'): Promise<TestIssuer> {
  const privateKey = await createPrivateKey(kind)
  return { key: privateKey.publicKey, signer: createSigner(privateKey) }
}

/** A disclosure as it travels, with its digest. */
export function makeDisclosure(parts: unknown): { encoded: string; digest: string } {
  const encoded = encodeBase64Url(encodeUtf8(JSON.stringify(parts)))
  return { encoded, digest: digestText(encoded, 'sha-256') }
}

export const encodeText = (text: string): string => encodeBase64Url(encodeUtf8(text))

/** An SD-JWT whose issuer signed whatever is asked for, sound or not. */
export async function forge(
  issuer: TestIssuer,
  payload: unknown,
  disclosures: readonly string[] = [],
  header: object = {},
): Promise<string> {
  const jwt = await signJws(
    { typ: 'dc+sd-jwt', ...header },
    payload as object as Record<string, never>,
    issuer.signer,
  )
  return `${[jwt, ...disclosures].join('~')}~`
}
