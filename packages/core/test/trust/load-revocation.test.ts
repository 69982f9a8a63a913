import { encodePem, inspectPath } from '@xinyin/core'
import { createCrl, createOcspResponse } from '@xinyin/core/ca'
import { requestOcsp } from '@xinyin/core/ocsp'
import { createRevocationChecker } from '@xinyin/core/revocation'
import { loadTrust, type TrustFile } from '@xinyin/core/trust'
import { expect, test } from 'vitest'
import { createProvince, KEYS, NOON } from '../x509/path/province.ts'

const coded = (code: string, facts = {}) =>
  expect.objectContaining({ code, facts: expect.objectContaining(facts) })
const { root, middle, leaf } = await createProvince()
const DAY = 24 * 60 * 60 * 1000
const thisUpdate = new Date(NOON.getTime() - DAY)
const nextUpdate = new Date(NOON.getTime() + DAY)
const byRoot = { certificate: root, key: KEYS.root }
const byMiddle = { certificate: middle, key: KEYS.middle }

const [ofRoot, ofMiddle, revoking, answer] = await Promise.all([
  createCrl({ number: 1, issuer: byRoot, thisUpdate, nextUpdate, revoked: [] }),
  createCrl({ number: 1, issuer: byMiddle, thisUpdate, nextUpdate, revoked: [] }),
  createCrl({
    number: 1,
    issuer: byMiddle,
    thisUpdate,
    nextUpdate,
    revoked: [{ serialNumber: leaf.serialNumber, revokedAt: thisUpdate }],
  }),
  createOcspResponse({
    responder: byMiddle,
    issuer: middle,
    request: requestOcsp({ certificate: leaf, issuer: middle, nonce: false }).der,
    now: thisUpdate,
    nextUpdate,
    lookup: async () => ({ state: 'good' }),
  }),
])

const anchors: readonly TrustFile[] = [
  { name: 'seal-signer/root.der', bytes: root.raw },
  { name: 'intermediate/middle.der', bytes: middle.raw },
]
const at = (name: string, bytes: Uint8Array | string): TrustFile => ({
  name: `revocation/${name}`,
  bytes: typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes,
})

async function verdictWith(...files: readonly TrustFile[]) {
  const trust = loadTrust([...anchors, ...files])
  const revocation = createRevocationChecker({ now: () => NOON })
  const report = await inspectPath(leaf, { trust, role: 'seal-signer', at: NOON, revocation })
  return [report.verdict, report.checks.find(({ id }) => id === 'path.revocation')?.code]
}

test('lists and answers from files are what paths are checked by', async () => {
  expect(await verdictWith(at('root.crl', ofRoot), at('middle.crl', ofMiddle))).toEqual(['passed', undefined])
  expect(await verdictWith(at('root.crl', ofRoot), at('leaf.ors', answer))).toEqual(['passed', undefined])
  const bundle = encodePem('X509 CRL', ofRoot) + encodePem('OCSP RESPONSE', answer)
  expect(await verdictWith(at('all.pem', bundle))).toEqual(['passed', undefined])
  expect(await verdictWith(at('root.crl', ofRoot), at('middle.crl', revoking))).toEqual([
    'failed',
    'ERR_REVOCATION_REVOKED',
  ])
  expect((await verdictWith(at('root.crl', ofRoot)))[0]).toBe('indeterminate')
})

test('they are looked at by whoever leans on the trust, and without them no path passes', async () => {
  const verdictOf = async (...files: readonly TrustFile[]) => {
    const trust = loadTrust([...anchors, ...files])
    const { verdict, checks } = await inspectPath(leaf, { trust, role: 'seal-signer', at: NOON })
    return [verdict, checks.find(({ id }) => id === 'path.revocation')?.code]
  }
  const full = [at('root.crl', ofRoot), at('middle.crl', ofMiddle)]
  expect(await verdictOf(...full)).toEqual(['passed', undefined])
  expect(await verdictOf(at('root.crl', ofRoot), at('middle.crl', revoking))).toEqual([
    'failed',
    'ERR_REVOCATION_REVOKED',
  ])
  expect(await verdictOf()).toEqual(['indeterminate', 'ERR_REVOCATION_UNKNOWN'])
})

test.each([
  ['a certificate', 'x.crl', root.raw, undefined],
  ['a list under another name', 'x.der', ofRoot, 'name'],
  ['half a list', 'x.crl', ofRoot.subarray(0, 100), 'ERR_DER_TRUNCATED'],
  ['a list for an answer', 'x.ors', ofRoot, undefined],
  ['a certificate in PEM', 'x.pem', encodePem('CERTIFICATE', root.raw), 'ERR_REVOCATION_BUNDLE'],
  ['nothing', 'x.pem', '', undefined],
])('refuses %s, naming the file', (_, name, bytes, reason) => {
  expect(() => loadTrust([...anchors, at(name, bytes)])).toThrow(
    coded('ERR_TRUST_REVOCATION', {
      name: `revocation/${name}`,
      ...(reason === undefined ? {} : { reason }),
    }),
  )
})

test('bounds', () => {
  const files = [...anchors, at('a.crl', ofRoot), at('b.crl', ofMiddle)]
  expect(() => loadTrust(files, { maxRevocationBytes: ofRoot.length })).toThrow(
    coded('ERR_TRUST_SIZE', { limit: ofRoot.length }),
  )
  expect(loadTrust(files, { maxBytes: root.raw.length + middle.raw.length }).revocation?.crls).toHaveLength(2)
})
