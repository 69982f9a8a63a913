import { type Certificate, createPrivateKey, type Role, type Trust } from '@xinyin/core'
import {
  createIntermediate,
  createLeaf,
  createRoot,
  type LeafOptions,
  type RootOptions,
} from '@xinyin/core/ca'

export const PERIOD = {
  notBefore: new Date('2026-01-01T00:00:00Z'),
  notAfter: new Date('2036-01-01T00:00:00Z'),
}
export const NOON = new Date('2027-06-01T12:00:00Z')

const [rootKey, middleKey, leafKey, otherKey] = await Promise.all(
  Array.from({ length: 4 }, () => createPrivateKey('SM2')),
)
if (!rootKey || !middleKey || !leafKey || !otherKey) throw new Error('no keys')
export const KEYS = { root: rootKey, middle: middleKey, leaf: leafKey, other: otherKey }

type Changes<T> = Partial<Omit<T, 'issuer' | 'key'>>

/** A province of three certificates. Each can be changed in one respect, and then only that is wrong. */
export async function createProvince(
  changes: { root?: Changes<RootOptions>; middle?: Changes<RootOptions>; leaf?: Changes<LeafOptions> } = {},
): Promise<{ root: Certificate; middle: Certificate; leaf: Certificate }> {
  const root = await createRoot({
    subject: { country: 'CN', commonName: '某省根' },
    key: KEYS.root,
    ...PERIOD,
    ...changes.root,
  })
  const middle = await createIntermediate({
    issuer: { certificate: root, key: KEYS.root },
    subject: { country: 'CN', commonName: '某省运营' },
    publicKey: KEYS.middle.publicKey,
    ...PERIOD,
    ...changes.middle,
  })
  const leaf = await createLeaf({
    issuer: { certificate: middle, key: KEYS.middle },
    subject: { country: 'CN', organization: '某局', commonName: '某局专用章' },
    publicKey: KEYS.leaf.publicKey,
    ...PERIOD,
    ...changes.leaf,
  })
  return { root, middle, leaf }
}

export function trusting(
  anchor: Certificate,
  intermediates: readonly Certificate[] = [],
  roles: readonly Role[] = ['seal-signer'],
): Trust {
  return { anchors: [{ certificate: anchor, roles }], intermediates }
}
