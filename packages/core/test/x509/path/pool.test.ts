import { type Certificate, createPrivateKey, encodeHex, parseCertificate } from '@xinyin/core'
import { encodeInteger } from '@xinyin/core/der'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TrustAnchor } from '../../../src/trust/anchor.ts'
import { anchorOf, createPool, issuersAlike, issuersOf } from '../../../src/x509/path/pool.ts'
import { forge, forgeName } from '../forge.ts'
import { NOON } from './province.ts'

const key = await createPrivateKey('P-256')
const NAMES = ['某省根', '某省运营', '某市', 'Same length', 'Came length'].map((name) =>
  forgeName(['CN', name]),
)

/** Three certificates for every name. */
const ders = await Promise.all(
  NAMES.flatMap((subject) =>
    [1, 2, 3].map((number) => forge({ key, issuer: subject, subject, serialNumber: encodeInteger(number) })),
  ),
)

const octets = ({ raw }: Certificate) => encodeHex(raw)

// Pools of a few are looked through, and larger ones put in order: both must find the same.
test('a pool of any size holds each certificate once, and finds all of a name', () => {
  const picks = fc.array(fc.nat(ders.length - 1), { maxLength: 24 })
  fc.assert(
    fc.property(picks, picks, (known, given) => {
      const parse = (at: number) => parseCertificate(ders[at] ?? new Uint8Array())
      const all = [...known, ...given].map(parse)
      const trust = { anchors: [], intermediates: all.slice(0, known.length) }
      const pool = createPool(trust, 'seal-signer', all.slice(known.length), NOON)
      const distinct = new Set(all.map(octets))
      for (const [at] of NAMES.entries()) {
        const leaf = parse(3 * at)
        const wanted = [0, 1, 2].map((number) => octets(parse(3 * at + number)))
        expect(issuersOf(pool, leaf).map(octets).toSorted()).toEqual(
          wanted.filter((one) => distinct.has(one)).toSorted(),
        )
        expect(issuersAlike(pool, leaf)).toEqual([])
      }
    }),
  )
})

test('of copies the anchor stays', () => {
  for (const count of [1, ders.length]) {
    const [der = new Uint8Array(), ...others] = ders.slice(0, count)
    const certificate = parseCertificate(der)
    const given = [der, ...others].map((one) => parseCertificate(one))
    const trust = { anchors: [{ certificate, roles: ['seal-signer'] as const }], intermediates: given }
    const pool = createPool(trust, 'seal-signer', given, NOON)
    expect(issuersOf(pool, certificate)).toHaveLength(Math.min(count, 3))
    expect(issuersOf(pool, certificate)).toContain(certificate)
    expect(given[0] && anchorOf(pool, given[0])).toBe(trust.anchors[0])
  }
})

// A service keeps its trust, and some change it in place.
test('a trust that was changed in place is put in order anew', () => {
  const all = ders.map((der) => parseCertificate(der))
  const anchors: TrustAnchor[] = all.map((certificate) => ({ certificate, roles: ['seal-signer'] }))
  const intermediates = [...all]
  const trust = { anchors, intermediates }
  const poolNow = () => createPool(trust, 'seal-signer', [], NOON)
  expect(poolNow().known).toBe(poolNow().known)
  expect(poolNow().anchors).toBe(poolNow().anchors)
  const [first] = all
  if (first === undefined) throw new Error('no certificates')
  const before = poolNow()
  anchors[0] = { certificate: first, roles: ['time-stamper'] }
  expect(anchorOf(before, first)).toBeDefined()
  expect(anchorOf(poolNow(), first)).toBeUndefined()
  const limited: TrustAnchor = { certificate: first, roles: ['seal-signer'], grants: [] }
  anchors[0] = limited
  expect(anchorOf(poolNow(), first)).toBe(limited)
  anchors.splice(0, 1)
  intermediates.splice(0, 1)
  expect(issuersOf(poolNow(), first).map(octets)).not.toContain(octets(first))
})
