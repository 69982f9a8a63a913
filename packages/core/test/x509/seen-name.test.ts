import { parseCertificate } from '@xinyin/core'
import { parseDer } from '@xinyin/core/der'
import { expect, test } from 'vitest'
import { readIssuer, readSubject } from '../../src/x509/seen-name.ts'
import { forge, forgeName } from './forge.ts'

const nameOf = (commonName: string) => forgeName(['CN', commonName])
const node = (der: Uint8Array) => parseDer(der.slice())

test('an issuer who was read before is not read again, and neither is a subject who issues', () => {
  const der = nameOf('seen once')
  const issuer = readIssuer(node(der))
  for (const again of [readIssuer(node(der)), readSubject(node(der))])
    expect(again.attributes).toBe(issuer.attributes)
  expect(issuer).toMatchObject({ raw: der, text: 'CN=seen once' })
})

test('a subject is not kept', () => {
  const der = nameOf('seen as a subject')
  expect(readSubject(node(der)).attributes).not.toBe(readSubject(node(der)).attributes)
})

test('attack: who writes into one certificate changes no other, read before or later', () => {
  const der = nameOf('shared')
  const [before, source, given] = [readIssuer(node(der)), node(der), readIssuer(node(der))]
  readIssuer(source)
  source.source.bytes.fill(0)
  given.raw.fill(0)
  const later = readIssuer(node(der))
  for (const name of [before, later, readSubject(node(der))])
    expect(name).toMatchObject({ raw: der, text: 'CN=shared', commonName: 'shared' })
})

test('attributes that others have too can be changed by nobody', () => {
  const { attributes } = readIssuer(node(nameOf('frozen')))
  expect(() => (attributes as unknown[]).pop()).toThrow(TypeError)
  expect(() => Object.assign(attributes[0] ?? {}, { value: 'other' })).toThrow(TypeError)
})

test('a name that cannot be read is refused every time, where it stands in the certificate', async () => {
  const issuer = Uint8Array.of(0x30, 3, 0x31, 1, 5)
  const bad = await forge({ issuer })
  const offset = Buffer.from(bad).indexOf(issuer) + 4
  const refused = expect.objectContaining({
    code: 'ERR_DER_TRUNCATED',
    facts: { needed: 2, offset, found: 1 },
  })
  for (let time = 0; time < 2; time++) expect(() => parseCertificate(bad)).toThrow(refused)
})
