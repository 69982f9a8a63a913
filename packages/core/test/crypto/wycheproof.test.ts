import { readTruthJson, testTruth } from '@xinyin/testkit'
import { expect } from 'vitest'
import { decryptSm4Gcm, encryptSm4Gcm } from '../../src/gm/index.ts'
import { decodeHex, encodeHex, hmac, joseScheme, parsePublicKey, signatureScheme } from '../../src/index.ts'
import { describeEachProvider } from './each-provider.ts'

interface Case {
  readonly tcId: number
  readonly comment: string
  readonly result: 'valid' | 'invalid' | 'acceptable'
  readonly flags: readonly string[]
  readonly msg: string
  readonly sig: string
  readonly key: string
  readonly iv: string
  readonly aad: string
  readonly ct: string
  readonly tag: string
}

interface Group {
  readonly publicKeyDer: string
  readonly tagSize: number
  readonly tests: readonly Case[]
}

const groupsOf = (name: string) =>
  readTruthJson<{ testGroups: Group[] }>(`wycheproof/${name}_test.json`).testGroups

/** Runs every case and returns those whose outcome is not the stated one, for one readable assertion. */
async function disagreements(
  name: string,
  run: (group: Group, entry: Case) => Promise<boolean>,
  expected = (entry: Case) => entry.result === 'valid',
): Promise<string[]> {
  const wrong: string[] = []
  let count = 0
  for (const group of groupsOf(name)) {
    for (const entry of group.tests) {
      count++
      if ((await run(group, entry)) !== expected(entry)) wrong.push(`${entry.tcId}: ${entry.comment}`)
    }
  }
  expect(count).toBeGreaterThan(50)
  return wrong
}

const verifyWith =
  (oid: string, parameters?: Uint8Array) =>
  async (group: Group, { msg, sig }: Case): Promise<boolean> => {
    const scheme = signatureScheme({ oid, parameters })
    return scheme!.verify(parsePublicKey(decodeHex(group.publicKeyDer)), decodeHex(msg), decodeHex(sig))
  }

/** RSASSA-PSS-params of SHA-256, MGF1 with SHA-256, a salt of 32. */
const PSS = decodeHex(
  '3034a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d06096086480165030402010500a203020120',
)

describeEachProvider('Wycheproof', () => {
  testTruth('ECDSA on P-256, DER', async () => {
    expect(await disagreements('ecdsa_secp256r1_sha256', verifyWith('1.2.840.10045.4.3.2'))).toEqual([])
  })

  testTruth('ECDSA on P-384, DER', async () => {
    expect(await disagreements('ecdsa_secp384r1_sha384', verifyWith('1.2.840.10045.4.3.3'))).toEqual([])
  })

  testTruth('ECDSA on P-256, r ‖ s', async () => {
    const scheme = joseScheme('ES256')
    const run = (group: Group, { msg, sig }: Case) =>
      scheme!.verify(parsePublicKey(decodeHex(group.publicKeyDer)), decodeHex(msg), decodeHex(sig))
    expect(await disagreements('ecdsa_secp256r1_sha256_p1363', run)).toEqual([])
  })

  testTruth('RSA PKCS#1 v1.5', async () => {
    // The one acceptable case leaves out the NULL in DigestInfo. RFC 8017, 9.2, note 2, lets a verifier take it; we
    // compare encodings, as 8.2.2 does and OpenSSL and WebCrypto do, and so refuse it.
    const expected = ({ result }: Case) => result === 'valid'
    const wrong = await disagreements(
      'rsa_signature_2048_sha256',
      verifyWith('1.2.840.113549.1.1.11'),
      expected,
    )
    expect(wrong).toEqual([])
  })

  testTruth('RSA PSS', async () => {
    expect(
      await disagreements('rsa_pss_2048_sha256_mgf1_32', verifyWith('1.2.840.113549.1.1.10', PSS)),
    ).toEqual([])
  })

  testTruth('HMAC-SM3', async () => {
    const run = async (group: Group, { key, msg, tag }: Case) =>
      encodeHex(hmac('SM3', decodeHex(key), decodeHex(msg)).subarray(0, group.tagSize / 8)) === tag
    expect(await disagreements('hmac_sm3', run)).toEqual([])
  })

  testTruth('SM4-GCM', async () => {
    const run = async (_: Group, { key, iv, aad, msg, ct, tag }: Case) => {
      const parameters = { key: decodeHex(key), iv: decodeHex(iv), associatedData: decodeHex(aad) }
      try {
        const plaintext = decryptSm4Gcm(parameters, decodeHex(ct + tag))
        return encodeHex(plaintext) === msg && encodeHex(encryptSm4Gcm(parameters, plaintext)) === ct + tag
      } catch {
        return false
      }
    }
    expect(await disagreements('sm4_gcm', run)).toEqual([])
  })
})
