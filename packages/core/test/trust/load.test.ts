import { encodePem } from '@xinyin/core'
import { encodeBitString, encodeOid, encodeSequence } from '@xinyin/core/der'
import { loadTrust, ROLES, type TrustFile } from '@xinyin/core/trust'
import { expect, test } from 'vitest'
import { forge } from '../x509/forge.ts'
import { createProvince } from '../x509/path/province.ts'

const code = (name: string, facts = {}) =>
  expect.objectContaining({ code: name, facts: expect.objectContaining(facts) })
const { root, middle, leaf } = await createProvince()
const bytes = (...certificates: (typeof root)[]) =>
  new TextEncoder().encode(certificates.map(({ raw }) => encodePem('CERTIFICATE', raw)).join('\n'))

test('folders give roles, files give certificates in PEM or DER', () => {
  const trust = loadTrust([
    { name: 'seal-maker/root.pem', bytes: bytes(root) },
    { name: 'seal-signer/根.crt', bytes: bytes(root) },
    { name: 'licence-issuer/two.pem', bytes: bytes(leaf, middle) },
    { name: 'intermediate/middle.der', bytes: middle.raw },
  ])
  expect(trust.anchors.map(({ certificate, roles }) => [certificate.subject.text, roles])).toEqual([
    [root.subject.text, ['seal-maker', 'seal-signer']],
    [leaf.subject.text, ['licence-issuer']],
    [middle.subject.text, ['licence-issuer']],
  ])
  expect(trust.intermediates).toEqual([middle])
})

test.each(ROLES)('the folder %s gives this role and no other', (role) => {
  const trust = loadTrust([{ name: `${role}/a.pem`, bytes: bytes(root) }])
  expect(trust.anchors[0]?.roles).toEqual([role])
})

test.each([
  'root.pem',
  'Seal-maker/root.pem',
  'anchors/root.pem',
  'seal-maker/deeper/root.pem',
  '/seal-maker/root.pem',
  './seal-maker/root.pem',
  'seal-maker/..',
  'seal-maker/',
  'seal-maker\\root.pem',
  '',
])('refuses a file at "%s", naming the folders', (name) => {
  expect(() => loadTrust([{ name, bytes: bytes(root) }])).toThrow(
    code('ERR_TRUST_FOLDER', { name, allowed: expect.stringContaining('seal-maker, seal-signer') }),
  )
})

test.each([
  ['nothing', new Uint8Array(0), 'ERR_PEM_EMPTY'],
  ['text', new TextEncoder().encode('password: 1'), 'ERR_PEM_EMPTY'],
  ['a private key', new TextEncoder().encode(encodePem('PRIVATE KEY', root.raw)), 'ERR_PEM_LABEL'],
  ['half a certificate', root.raw.subarray(0, 200), 'ERR_DER_TRUNCATED'],
])('refuses a file with %s, naming it', (_what, content, reason) => {
  expect(() => loadTrust([{ name: 'seal-maker/x.pem', bytes: content }])).toThrow(
    code('ERR_TRUST_CERTIFICATE', { name: 'seal-maker/x.pem', reason }),
  )
})

test('refuses a file with a key of DSA, naming both, among others that are right', async () => {
  const algorithm = '1.2.840.10040.4.1'
  const spki = encodeSequence(encodeSequence(encodeOid(algorithm)), encodeBitString(Uint8Array.of(5, 0)))
  const files: TrustFile[] = [
    { name: 'seal-maker/a.pem', bytes: bytes(root) },
    { name: 'seal-maker/b.pem', bytes: await forge({ spki }) },
  ]
  expect(() => loadTrust(files)).toThrow(code('ERR_TRUST_KEY', { name: 'seal-maker/b.pem', algorithm }))
})

test('refuses the same certificate twice in one folder, in two files or in one', () => {
  const twice: TrustFile[] = [
    { name: 'seal-maker/a.pem', bytes: bytes(root) },
    { name: 'seal-maker/b.der', bytes: root.raw },
  ]
  expect(() => loadTrust(twice)).toThrow(
    code('ERR_TRUST_TWICE', { name: 'seal-maker/b.der', other: 'seal-maker/a.pem' }),
  )
  expect(() => loadTrust([{ name: 'seal-maker/a.pem', bytes: bytes(root, root) }])).toThrow(
    code('ERR_TRUST_TWICE'),
  )
})

test('refuses a store without any anchor', () => {
  expect(() => loadTrust([])).toThrow(code('ERR_TRUST_EMPTY'))
  expect(() => loadTrust([{ name: 'intermediate/a.pem', bytes: bytes(middle) }])).toThrow(
    code('ERR_TRUST_EMPTY'),
  )
})

test('bounds: size and count', () => {
  const files = [{ name: 'seal-maker/a.pem', bytes: bytes(root, middle) }]
  expect(() => loadTrust(files, { maxBytes: 100 })).toThrow(code('ERR_TRUST_SIZE', { unit: 'bytes' }))
  expect(() => loadTrust(files, { maxCertificates: 1 })).toThrow(
    code('ERR_TRUST_SIZE', { unit: 'certificates' }),
  )
})
