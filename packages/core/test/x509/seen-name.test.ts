import { parseCertificate } from '@xinyin/core'
import { parseDer } from '@xinyin/core/der'
import { expect, test } from 'vitest'
import { readIssuer, readSubject } from '../../src/x509/seen-name.ts'
import { forge, forgeName } from './forge.ts'

const nameOf = (commonName: string) => forgeName(['CN', commonName])
const node = (der: Uint8Array) => parseDer(der.slice())

test('an issuer who was read before is the same one, and so is a subject who issues', () => {
  const der = nameOf('seen once')
  const issuer = readIssuer(node(der))
  expect(readIssuer(node(der))).toBe(issuer)
  expect(readSubject(node(der))).toBe(issuer)
  expect(issuer).toMatchObject({ raw: der, text: 'CN=seen once' })
})

test('a subject is not kept', () => {
  const der = nameOf('seen as a subject')
  expect(readSubject(node(der))).not.toBe(readSubject(node(der)))
})

test('who writes into the certificate that a name came in changes no other', () => {
  const der = nameOf('shared')
  const first = node(der)
  const shared = readIssuer(first)
  first.raw.fill(0)
  expect(shared.raw).toEqual(der)
  expect(shared.attributes).toMatchObject([{ value: 'shared' }])
})

test('who writes into a name that he was given changes none that is read later', () => {
  const der = nameOf('written')
  const given = readIssuer(node(der))
  given.raw[given.raw.length - 1] = 0x78
  expect(readIssuer(node(der))).not.toBe(given)
  expect(readIssuer(node(der)).text).toBe('CN=written')
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
