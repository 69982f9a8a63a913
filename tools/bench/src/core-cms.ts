import { createHash } from 'node:crypto'
import { createPrivateKey, type KeyKind, type Trust } from '@xinyin/core'
import { createLeaf, createRoot } from '@xinyin/core/ca'
import { createSignedData, verifySignedData } from '@xinyin/core/cms'
import { skipRevocation } from '@xinyin/core/unsafe'
import type { Job } from './compare.ts'

const PERIOD = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2036-01-01T00:00:00Z') }
const at = new Date('2027-01-01T00:00:00Z')

const PIECE = new Uint8Array(256 * 1024).fill(7)
const PIECES = 64

/** Detached messages over content in pieces, beside the bare digest of the same pieces. */
export async function cmsJobs(): Promise<Job[]> {
  return [await detached('P-256', 'sha256'), await detached('SM2', 'sm3')]
}

async function* pieces(): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < PIECES; i++) yield PIECE
}

async function detached(kind: KeyKind, digest: string): Promise<Job> {
  const verify = await detachedVerifier(kind)
  return {
    name: `Detached CMS, ${kind}, 16 MiB in pieces`,
    bytes: PIECES * PIECE.length,
    contestants: {
      Xinyin: verify,
      [`bare ${digest} of the pieces`]: async () => {
        const hash = createHash(digest)
        for await (const piece of pieces()) hash.update(piece)
        return hash.digest()
      },
    },
  }
}

/** Verifies a detached message over the pieces, path included; throws when it does not hold. */
async function detachedVerifier(kind: KeyKind): Promise<() => Promise<void>> {
  const [rootKey, key] = await Promise.all([createPrivateKey(kind), createPrivateKey(kind)])
  const root = await createRoot({ subject: { commonName: 'Bench root' }, key: rootKey, ...PERIOD })
  const certificate = await createLeaf({
    issuer: { certificate: root, key: rootKey },
    subject: { commonName: 'Bench signer' },
    publicKey: key.publicKey,
    ...PERIOD,
  })
  const trust: Trust = { anchors: [{ certificate: root, roles: ['document-signer'] }], intermediates: [] }
  const message = await createSignedData({
    content: pieces(),
    detached: true,
    signers: [{ key, certificate }],
  })
  return async () => {
    await verifySignedData(message, { trust, at, content: pieces(), revocation: skipRevocation })
  }
}
