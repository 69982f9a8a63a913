import { createLeaf, createRoot, type LeafOptions } from '../../src/ca/index.ts'
import type { DecryptionKey } from '../../src/cms/index.ts'
import { createPrivateKey, encodeUtf8, type KeyKind, type PrivateKey } from '../../src/index.ts'

const PERIOD = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2036-01-01T00:00:00Z') }
const USAGE = ['keyEncipherment', 'keyAgreement'] as const
const rootKey = await createPrivateKey('P-256')

export const CONTENT = encodeUtf8('只给持证人')

/** One who has a key of a kind, and a certificate for it. */
export async function holder(
  kind: KeyKind,
  privateKey: PrivateKey,
  changes: Partial<LeafOptions> = {},
): Promise<DecryptionKey> {
  const root = await createRoot({ subject: { commonName: '根' }, key: rootKey, ...PERIOD })
  const certificate = await createLeaf({
    issuer: { certificate: root, key: rootKey },
    publicKey: privateKey.publicKey,
    subject: { commonName: kind },
    keyUsage: USAGE,
    ...PERIOD,
    ...changes,
  })
  return { privateKey, certificate }
}

export const KINDS = ['RSA', 'SM2', 'P-256', 'P-384', 'P-521'] as const

export const holders = Object.fromEntries(
  await Promise.all(KINDS.map(async (kind) => [kind, await holder(kind, await createPrivateKey(kind))])),
) as Record<(typeof KINDS)[number], DecryptionKey>

export type HolderKind = (typeof KINDS)[number]
