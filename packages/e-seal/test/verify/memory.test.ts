import { type Certificate, TrustError } from '@xinyin/core'
import { expect, test } from 'vitest'
import { parseSealSignature } from '../../src/index.ts'
import { rememberedCertificate } from '../../src/verify/memory.ts'
import { pathPolicy } from '../../src/verify/revocation.ts'
import { inspectSealSignature } from '../../src/verify/signature.ts'
import { AT, createProvince } from '../province.ts'
import { buildSeal, buildSignature, DATA } from '../seal/deviant.ts'

const province = await createProvince()
const { trust, office, maker } = province

function remembered(of: typeof trust, der: Uint8Array): Certificate {
  const read = rememberedCertificate(of, der)
  if (read instanceof TrustError) throw read
  return read
}

test('a certificate is read once for one trust', () => {
  const der = office.certificate.raw.slice()
  const first = remembered(trust, der)
  expect(remembered(trust, der.slice())).toBe(first)
  expect(remembered({ ...trust }, der)).not.toBe(first)
  expect(remembered(trust, maker.certificate.raw)).not.toBe(first)
})

test('what was written into is not taken for what it was', () => {
  const der = office.certificate.raw.slice()
  const given = der.slice()
  const first = remembered(trust, given)
  given.fill(0)
  expect(remembered(trust, der)).toBe(first)
  first.raw[20] = (first.raw[20] ?? 0) ^ 1
  const second = remembered(trust, der)
  expect(second).not.toBe(first)
  expect(second.raw).toEqual(der)
})

test('one octet makes another certificate, or none', () => {
  const der = office.certificate.raw
  const first = remembered(trust, der)
  for (let at = 0; at < der.length; at += 7) {
    const changed = der.slice()
    changed[at] = (changed[at] ?? 0) ^ 1
    const read = rememberedCertificate(trust, changed)
    expect(read).not.toBe(first)
    if (!(read instanceof TrustError)) expect(read.raw).toEqual(changed)
  }
})

test('what cannot be read is refused each time', () => {
  for (const der of [new Uint8Array(0), new Uint8Array(40), office.certificate.raw.subarray(1)])
    for (let i = 0; i < 2; i++) expect(rememberedCertificate(trust, der)).toBeInstanceOf(TrustError)
})

test('names in a finding are its own', async () => {
  const seal = await buildSeal('GB/T 38540-2020', maker, office)
  const value = await buildSignature(seal, office)
  const inspect = () => inspectSealSignature(parseSealSignature(value), DATA, pathPolicy({ trust }), AT)
  const first = await inspect()
  const names = () => [office, maker].map(({ certificate }) => certificate.subject.text)
  expect([first.signer?.text, first.maker?.text]).toEqual(names())
  const wanted = first.checks.map(({ id, status, facts }) => ({ id, status, facts }))
  for (const name of [first.signer, first.maker]) {
    name?.raw.fill(0)
    expect(() => (name?.attributes as unknown[] | undefined)?.splice(0)).toThrow(TypeError)
  }
  const second = await inspect()
  expect([second.signer?.text, second.maker?.text]).toEqual(names())
  expect(second.signer?.attributes).toEqual(office.certificate.subject.attributes)
  expect(second.checks.map(({ id, status, facts }) => ({ id, status, facts }))).toEqual(wanted)
})
