import { TrustError } from '@xinyin/core'
import { describe, expect, test } from 'vitest'
import { explain } from '../../src/checks.ts'
import { createIdentifier } from '../../src/identifier/identifier.ts'
import { checkIdentifier } from '../../src/verify/identifier.ts'
import { checkVersion } from '../../src/verify/version.ts'
import { createKnownVersions, type LicenceVersions } from '../../src/verify/versions.ts'
import { SAMPLE } from '../sample.ts'

const [typeCode, issuerCode] = [SAMPLE.typeCode, SAMPLE.issuers[0]!.code]
const versionOf = (version: number, serial = '20260002') =>
  createIdentifier({ typeCode, issuerCode, serial, version })

async function check(versions: LicenceVersions | undefined, identifier = SAMPLE.identifier) {
  const data = { ...SAMPLE, identifier }
  const found = await checkVersion(data, versions, await checkIdentifier(data))
  for (const language of ['en', 'zh-CN'] as const) expect(explain(found, language)).not.toMatch(/[{}]/)
  return found
}

describe('licence.version', () => {
  test('passes for the newest version that is known', async () => {
    const versions = createKnownVersions([SAMPLE.identifier, versionOf(2, '20260003')])
    expect(await check(versions)).toMatchObject({ status: 'passed', facts: { newest: '001' } })
    // Whoever shows a newer one than is known has what the source will learn of.
    expect(await check(versions, versionOf(9, '20260003'))).toMatchObject({ status: 'passed' })
  })

  test('fails where there is a newer one, in whatever order they came', async () => {
    for (const known of [
      [SAMPLE.identifier, versionOf(3), versionOf(2)],
      [versionOf(2), versionOf(3)],
    ])
      expect(await check(createKnownVersions(known))).toMatchObject({
        status: 'failed',
        code: 'ERR_LICENCE_SUPERSEDED',
        facts: { newest: '003' },
      })
  })

  test('knows nothing of other licences', async () => {
    const others = createKnownVersions([versionOf(2, '20260003')])
    expect(await check(others)).toMatchObject({
      status: 'skipped',
      facts: { because: 'version-of-this-licence' },
    })
    const wrong = { newest: async () => versionOf(2, '20260003') }
    expect(await check(wrong)).toMatchObject({ status: 'indeterminate', code: 'ERR_LICENCE_VERSION_OTHER' })
  })

  test('is open where the source cannot tell, or the identifier was withheld', async () => {
    const error = new TrustError('ERR_LICENCE_VERSION_OTHER', { en: 'x', 'zh-CN': 'x' }, {})
    expect(await check({ newest: () => Promise.reject(error) })).toMatchObject({ status: 'indeterminate' })
    expect(await check({ newest: async () => 'no identifier' })).toMatchObject({
      status: 'indeterminate',
      code: 'ERR_IDENTIFIER_FORM',
    })
    const { identifier: _, ...withheld } = SAMPLE
    const versions = createKnownVersions([])
    expect(await checkVersion(withheld, versions, await checkIdentifier(withheld))).toMatchObject({
      status: 'indeterminate',
      code: 'ERR_LICENCE_IDENTIFIER_WITHHELD',
    })
    await expect(check({ newest: () => Promise.reject(new TypeError('broken')) })).rejects.toThrow('broken')
  })

  test('is not looked for where nobody knows, or the identifier is not sound', async () => {
    expect(await check(undefined)).toMatchObject({ status: 'skipped', facts: { because: 'known-versions' } })
    const asked = { newest: () => Promise.reject(new Error('asked')) }
    expect(await check(asked, `${SAMPLE.identifier.slice(0, -1)}0`)).toMatchObject({
      status: 'skipped',
      facts: { because: 'licence.identifier' },
    })
  })

  test('identifiers that are none are a mistake of who lists them', () => {
    expect(() => createKnownVersions(['x'])).toThrow()
  })
})
