import { digest, encodeBase64, encodeUtf8 } from '@xinyin/core'
import { describe, expect, test } from 'vitest'
import { inspectSdJwt } from '../../src/credential/inspect.ts'
import { integrityOf, isIntact } from '../../src/credential/integrity.ts'
import { issueSdJwt } from '../../src/credential/issue.ts'
import { parseSdJwt } from '../../src/credential/parse.ts'
import { listDisclosures, presentSdJwt } from '../../src/credential/present.ts'
import { typeMetadataOf } from '../../src/credential/type-metadata.ts'
import { encodeClaims, licenceVct, selectiveClaims } from '../../src/metadata/claims.ts'
import type { LicenceData } from '../../src/metadata/data.ts'
import { SAMPLE } from '../sample.ts'
import { createTestIssuer } from './forge.ts'

const issuer = await createTestIssuer()
const at = new Date('2026-06-01T00:00:00Z')
const TYPE = {
  code: SAMPLE.typeCode,
  name: SAMPLE.name,
  englishName: 'Construction permit',
  extensions: [
    { name: 'GCMC', label: { en: 'Project', 'zh-CN': '工程名称' }, needed: true },
    { name: 'BZ', label: { 'zh-CN': '备注' } },
    { name: 'JLDW' },
  ],
}
const document = encodeUtf8(JSON.stringify(typeMetadataOf(TYPE)))

describe('typeMetadataOf', () => {
  test('names type and items in both languages', () => {
    expect(typeMetadataOf(TYPE)).toMatchObject({
      vct: '1.2.156.3005.2.11100000000013338W009',
      extends: 'urn:oid:1.2.156.3005.2',
      display: [
        { locale: 'zh-CN', name: '建筑工程施工许可证' },
        { locale: 'en', name: 'Construction permit' },
      ],
    })
    const claims = typeMetadataOf(TYPE)['claims'] as { path: string[] }[]
    const claim = (name: string) => claims.find(({ path }) => path.join('.') === `extensions.${name}`)
    expect(claim('GCMC')).toEqual({
      path: ['extensions', 'GCMC'],
      display: [
        { locale: 'zh-CN', label: '工程名称' },
        { locale: 'en', label: 'Project' },
      ],
      mandatory: true,
      sd: 'allowed',
    })
    expect(claim('BZ')).toMatchObject({ display: [{ locale: 'zh-CN', label: '备注' }], mandatory: false })
    expect(claim('JLDW')).toMatchObject({ display: [{ locale: 'zh-CN', label: 'JLDW' }] })
  })

  test('tells of every claim of a licence that can be withheld, and of no other that it can', () => {
    const full: LicenceData = {
      ...SAMPLE,
      signing: { signer: '甲', ...SAMPLE.signing },
      changedAt: '2026-05-23T00:00:00+08:00',
      changeReason: '变更',
      annotation: { madeAt: '2026-05-23T00:00:00+08:00', maker: '甲', purpose: '开户' },
    }
    const described = (typeMetadataOf(TYPE)['claims'] as { path: (string | null)[]; sd: string }[]).map(
      ({ path, sd }) => ({ pointer: `/${path.map((part) => part ?? '0').join('/')}`, sd }),
    )
    const selective = new Set(selectiveClaims(full))
    for (const { pointer, sd } of described) expect(selective.has(pointer), pointer).toBe(sd === 'allowed')
  })
})

describe('sd-jwt.type-metadata', async () => {
  const claims = { vct: licenceVct(TYPE.code), 'vct#integrity': integrityOf(document) }
  const issue = (change: object = {}) =>
    issueSdJwt({ claims: { ...claims, ...change }, selective: [], signer: issuer.signer })
  const check = async (text: string, typeMetadata?: Uint8Array) => {
    const policy = { key: issuer.key, at, ...(typeMetadata === undefined ? {} : { typeMetadata }) }
    const { checks } = await inspectSdJwt(text, policy)
    return checks.find(({ id }) => id === 'sd-jwt.type-metadata')
  }

  test('is that of the credential', async () => {
    expect(await check(await issue(), document)).toMatchObject({ status: 'passed', facts: { bound: true } })
    const { 'vct#integrity': _, ...unbound } = claims
    const text = await issueSdJwt({ claims: unbound, selective: [], signer: issuer.signer })
    expect(await check(text, document)).toMatchObject({ status: 'passed', facts: { bound: false } })
    expect(await check(text)).toMatchObject({ status: 'skipped', facts: { because: 'type-metadata' } })
  })
  test.each<[string, object, Uint8Array]>([
    ['of another type', { vct: licenceVct('11100000000013338W011') }, document],
    ['with a blank more', {}, encodeUtf8(`${new TextDecoder().decode(document)} `)],
    ['bound by something that is no text', { 'vct#integrity': 1 }, document],
    ['bound by nothing that is known', { 'vct#integrity': 'md5-AAAA' }, document],
    ['of a credential without a type', { vct: 1 }, document],
  ])('%s', async (_, change, bytes) => {
    expect(await check(await issue(change), bytes)).toMatchObject({ code: 'ERR_SDJWT_TYPE_METADATA' })
  })
  test('that is no JSON', async () => {
    expect(await check(await issue(), encodeUtf8('['))).toMatchObject({ code: 'ERR_JSON_SYNTAX' })
    expect(await check(await issue(), Uint8Array.of(0xff))).toMatchObject({ code: 'ERR_BYTES_UTF8' })
  })
})

test('of several digests the strongest counts', async () => {
  const other = encodeUtf8('other')
  const strong = `sha512-${encodeBase64(digest('SHA-512', document))}`
  const weak = integrityOf(document)
  expect(await isIntact(document, `${integrityOf(other)} ${strong}`)).toBe(true)
  expect(await isIntact(other, `${integrityOf(other)} ${strong}`)).toBe(false)
  expect(await isIntact(document, `${integrityOf(other)}\t${weak}?ct=json`)).toBe(true)
  expect(await isIntact(document, `sha384-${encodeBase64(digest('SHA-384', document))}`)).toBe(true)
  for (const bad of ['', 'sha256-', 'sha256-*', weak.toUpperCase(), ' '.repeat(3000) + weak])
    expect(await isIntact(document, bad)).toBe(false)
})

describe('decoys', () => {
  const issue = (decoys: number) =>
    issueSdJwt({
      claims: { a: 1, list: ['x', 'y'], plain: ['z'] },
      selective: ['/a', '/list/0', '/list/1'],
      signer: issuer.signer,
      decoys,
    })
  test('stand in objects and in lists, and tell nothing', async () => {
    const text = await issue(3)
    const { payload } = parseSdJwt(text).issued
    expect(payload['_sd']).toHaveLength(4)
    expect(payload['list']).toHaveLength(5)
    expect(payload['plain']).toEqual(['z'])
    const { verdict, subject } = await inspectSdJwt(text, { key: issuer.key, at })
    expect(verdict).toBe('passed')
    expect(subject?.claims).toEqual({ a: 1, list: ['x', 'y'], plain: ['z'] })
    const shown = await presentSdJwt(text, { disclose: ['/list/1'] })
    expect((await inspectSdJwt(shown, { key: issuer.key, at })).subject?.claims).toEqual({
      list: ['y'],
      plain: ['z'],
    })
    expect([...listDisclosures(parseSdJwt(text)).keys()].sort()).toEqual(['/a', '/list/0', '/list/1'])
  })
  test.each([-1, 1.5, 101, Number.NaN])('not %d of them', async (decoys) => {
    await expect(issue(decoys)).rejects.toThrow(RangeError)
  })
})

test('every item of a licence can be shown alone, and what it lies in comes along', async () => {
  const text = await issueSdJwt({
    claims: encodeClaims(SAMPLE, at),
    selective: selectiveClaims(SAMPLE),
    signer: issuer.signer,
  })
  const all = [...listDisclosures(parseSdJwt(text)).keys()]
  expect(all.sort()).toEqual(selectiveClaims(SAMPLE).sort())
  for (const pointer of all) {
    const shown = await presentSdJwt(text, { disclose: [pointer] })
    const { verdict } = await inspectSdJwt(shown, { key: issuer.key, at })
    expect(verdict, pointer).toBe('passed')
    const withIt = all.filter((each) => pointer === each || pointer.startsWith(`${each}/`))
    expect(parseSdJwt(shown).disclosures, pointer).toHaveLength(withIt.length)
  }
})
