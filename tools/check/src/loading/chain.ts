import { createPrivateKey, encodeBase64 } from '@xinyin/core'
import { createIntermediate, createLeaf, createRoot } from '@xinyin/core/ca'
import type { Task } from './measure.ts'

const ENTRY = `
import { decodeBase64, inspectPath, parseCertificate } from '@xinyin/core'
import { skipRevocation } from '@xinyin/core/unsafe'
async function verify([root, intermediate, leaf]) {
  const trust = {
    anchors: [{ certificate: parseCertificate(root), roles: ['seal-signer'] }],
    intermediates: [parseCertificate(intermediate)],
  }
  const at = new Date('2027-01-01T00:00:00Z')
  const options = { trust, role: 'seal-signer', at, revocation: skipRevocation }
  return (await inspectPath(parseCertificate(leaf), options)).verdict
}
export async function run(texts) {
  const chain = texts.map(decodeBase64)
  const forged = chain.with(2, chain[2].with(-1, chain[2].at(-1) ^ 1))
  return [await verify(chain), await verify(forged)]
}`

const PERIOD = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2036-01-01T00:00:00Z') }

/** To verify a chain of SM2 certificates: the curves of other algorithms are files that are not loaded. */
export async function chainTask(): Promise<Task> {
  const [rootKey, key, leafKey] = [
    await createPrivateKey('SM2'),
    await createPrivateKey('SM2'),
    await createPrivateKey('SM2'),
  ]
  const root = await createRoot({ subject: { commonName: 'root' }, key: rootKey, ...PERIOD })
  const intermediate = await createIntermediate({
    issuer: { certificate: root, key: rootKey },
    subject: { commonName: 'intermediate' },
    publicKey: key.publicKey,
    ...PERIOD,
  })
  const leaf = await createLeaf({
    issuer: { certificate: intermediate, key },
    subject: { commonName: 'signer' },
    publicKey: leafKey.publicKey,
    ...PERIOD,
  })
  return {
    purpose: 'verify an SM2 chain',
    limit: 37_500,
    entry: ENTRY,
    given: [root, intermediate, leaf].map(({ raw }) => encodeBase64(raw)),
    verdicts: ['passed', 'failed'],
  }
}
