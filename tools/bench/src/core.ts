import { createHash, hash } from 'node:crypto'
import {
  createSm2KeyPair,
  digest,
  encodeHex,
  exportPrivateKey,
  parsePrivateKey,
  randomBytes,
  signSm2,
  verifySm2,
} from '@xinyin/core'
import { scalarOf } from '../../../packages/core/src/crypto/private-key.ts'
import { chooseProvider, type ProviderChoice } from '../../../packages/core/src/crypto/provider/algorithm.ts'
import { sm2Identity } from '../../../packages/core/src/crypto/sm2-identity.ts'
import { compare, type Job, type Result, type Work } from './compare.ts'
import { certificateJobs } from './core-certificates.ts'
import { cipherJobs } from './core-ciphers.ts'
import { cmsJobs } from './core-cms.ts'
import { measureImport } from './core-import.ts'
import { pathJobs } from './core-path.ts'
import type { Part } from './part.ts'
import { bareNode, nobleSigner, nobleVerifier, smCrypto, smCryptoV2 } from './peers.ts'

/** SM2, SM3 and SM4, native and portable, and certificates, beside the libraries that people use today. */
export const parts: readonly Part[] = [
  () => [measureImport()],
  async () => compareAll(await sm2Jobs()),
  async () => compareAll(await pathJobs()),
  async () => compareAll(await certificateJobs()),
  () => compareAll(cipherJobs(under)),
  async () => compareAll(await cmsJobs()),
  () => compareAll([sm3Job('64 bytes', 64), sm3Job('20 MB', 20e6)]),
]

async function compareAll(jobs: readonly Job[]): Promise<Result[]> {
  const results: Result[] = []
  for (const job of jobs) {
    // What does not choose a provider runs on that which is there.
    chooseProvider('fastest')
    // One piece of 20 MB fills a turn; many turns then, so that a ratio is not one of two moments of the machine.
    results.push(await compare(job, job.bytes === undefined ? {} : { rounds: 25, slice: 1 }))
  }
  return results
}

/** Runs work under a provider. Everything measured here is computed before its promise is returned. */
function under(choice: ProviderChoice, work: Work): Work {
  return () => {
    chooseProvider(choice)
    return work()
  }
}

/** Work that says whether a signature holds. */
function holds(verify: () => boolean | Promise<boolean>): Work {
  const assert = (valid: boolean) => {
    if (!valid) throw new Error('a good signature was refused')
  }
  return () => {
    const outcome = verify()
    return typeof outcome === 'boolean' ? assert(outcome) : outcome.then(assert)
  }
}

async function sm2Jobs(): Promise<Job[]> {
  const message = randomBytes(256)
  const numbers = [...message]
  const { privateKey, publicKey } = await createSm2KeyPair()
  const signature = await signSm2(privateKey, message)
  const raw = await signSm2(privateKey, message, { encoding: 'raw' })
  const z = sm2Identity(publicKey)
  const point = publicKey.point ?? new Uint8Array(0)

  const [secretHex, pointHex, signatureHex] = [scalarOf(privateKey), point, signature].map(encodeHex) as [
    string,
    string,
    string,
  ]
  const options = { der: true, hash: true, publicKey: pointHex }
  const precomputed = smCryptoV2.sm2.precomputePublicKey(pointHex)
  const node = bareNode(exportPrivateKey(privateKey), publicKey.spki, z)
  const verifyWithNoble = nobleVerifier(point, z)
  const signWithNoble = nobleSigner(scalarOf(privateKey), z)
  const samePrivateKey = parsePrivateKey(exportPrivateKey(privateKey))

  return [
    {
      name: 'SM2 verify',
      contestants: {
        'Xinyin, on Node': under(
          'fastest',
          holds(() => verifySm2(publicKey, message, signature)),
        ),
        'Xinyin, portable, key seen before': under(
          'portable',
          holds(() => verifySm2(publicKey, message, signature)),
        ),
        'bare createVerify': holds(() => node.verify(message, signature)),
        'sm-crypto-v2, key precomputed': holds(() =>
          smCryptoV2.sm2.doVerifySignature(message, signatureHex, precomputed, options),
        ),
        'sm-crypto-v2': holds(() =>
          smCryptoV2.sm2.doVerifySignature(message, signatureHex, pointHex, options),
        ),
        '@noble/curves, generic': holds(() => verifyWithNoble(message, raw)),
        'sm-crypto': holds(() => smCrypto.sm2.doVerifySignature(numbers, signatureHex, pointHex, options)),
      },
    },
    {
      name: 'SM2 sign',
      contestants: {
        'Xinyin, on Node': under('fastest', () => signSm2(samePrivateKey, message)),
        'Xinyin, portable': under('portable', () => signSm2(samePrivateKey, message)),
        'bare createSign': () => node.sign(message),
        'sm-crypto-v2': () => smCryptoV2.sm2.doSignature(message, secretHex, options),
        '@noble/curves, generic': () => signWithNoble(message),
        'sm-crypto': () => smCrypto.sm2.doSignature(numbers, secretHex, options),
      },
    },
  ]
}

function sm3Job(size: string, bytes: number): Job {
  const data = randomBytes(bytes)
  const numbers = bytes > 1e6 ? undefined : [...data]
  // The one-shot call where Node has it: the quickest that one can write.
  const bare: Work =
    hash === undefined ? () => createHash('sm3').update(data).digest() : () => hash('sm3', data, 'buffer')
  return {
    name: `SM3, ${size}`,
    ...(bytes > 1e6 && { bytes }),
    contestants: {
      'Xinyin, on Node': under('fastest', () => digest('SM3', data)),
      'Xinyin, portable': under('portable', () => digest('SM3', data)),
      'node:crypto': bare,
      'sm-crypto-v2': () => smCryptoV2.sm3(data),
      // An array of 20 million numbers is all that it would measure of sm-crypto.
      ...(numbers && { 'sm-crypto': () => smCrypto.sm3(numbers) }),
    },
  }
}
