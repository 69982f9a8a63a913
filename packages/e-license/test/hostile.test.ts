import { TrustError } from '@xinyin/core'
import type { JsonObject } from '@xinyin/core/json'
import { parseUscc } from '@xinyin/core/register-codes'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { digestText } from '../src/credential/digest.ts'
import { digestNameOf } from '../src/credential/digest-name.ts'
import { parseSdJwt } from '../src/credential/parse.ts'
import { resolveClaims } from '../src/credential/resolve.ts'
import { parseIdentifier } from '../src/identifier/identifier.ts'
import { inspectIdentifier } from '../src/identifier/inspect.ts'
import { LICENCE_VCT, parseClaims } from '../src/metadata/claims.ts'
import { parseCustomData } from '../src/metadata/custom-data.ts'
import { inspectLicence, licenceFormOf } from '../src/verify/inspect.ts'

/** Whatever is read is read, or refused with a code; nothing else is thrown. */
function refuses(read: () => unknown): void {
  try {
    read()
  } catch (error) {
    expect(error).toBeInstanceOf(TrustError)
  }
}

const CLAIMS = [
  'licence_name',
  'issuing_authorities',
  'holders',
  'extensions',
  'signing',
  'annotation',
  'valid_from',
]
const key = fc.oneof(
  fc.constantFrom('_sd', '...', '_sd_alg', 'name', 'code', 'code_type', ...CLAIMS),
  fc.string(),
)
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom('', 'a', '001', null, true, 1),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
})).value
const object = fc.dictionary(key, json, { noNullPrototype: true }) as fc.Arbitrary<JsonObject>
const base64Url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

test('texts of any kind', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^[0-9A-Z.]{0,120}$/),
    fc.stringMatching(/^ey[A-Za-z0-9_.~-]*$/),
  )
  fc.assert(
    fc.property(text, (input) => {
      for (const read of [parseIdentifier, parseUscc, parseSdJwt]) refuses(() => read(input))
      expect(inspectIdentifier(input).verdict).toBe('failed')
    }),
    { numRuns: 1000 },
  )
})

test('payloads and disclosures of any shape', () => {
  fc.assert(
    fc.property(object, fc.array(json, { maxLength: 5 }), (payload, disclosures) => {
      const text = [
        `${base64Url({ alg: 'ES256', typ: 'dc+sd-jwt' })}.${base64Url(payload)}.AA`,
        ...disclosures.map(base64Url),
        '',
      ].join('~')
      refuses(() => {
        const { issued, disclosures: parsed } = parseSdJwt(text)
        const name = digestNameOf(issued.payload)
        const digests = parsed.map(({ encoded }) => digestText(encoded, name))
        resolveClaims(issued.payload, parsed, digests)
      })
    }),
    { numRuns: 1000 },
  )
})

test('claims and custom data of any shape', () => {
  fc.assert(
    fc.property(object, (claims) => refuses(() => parseClaims({ ...claims, vct: LICENCE_VCT }))),
    { numRuns: 1000 },
  )
  const name = fc.oneof(
    fc.constantFrom('ZZMC', 'CZZT', 'ZZBFRQ', 'KZ_', 'KZ___proto__', 'toString'),
    fc.string(),
  )
  const items = fc.array(fc.record({ name, value: fc.string() }))
  fc.assert(fc.property(items, (found) => refuses(() => parseCustomData(found))))
})

test('bytes of any kind are no licence, and say so within a second of work', async () => {
  const trust = { anchors: [], intermediates: [] }
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 2000 }),
    fc.uint8Array({ maxLength: 2000 }).map((rest) => Uint8Array.of(0x50, 0x4b, 3, 4, ...rest)),
    fc.uint8Array({ maxLength: 2000 }).map((rest) => Uint8Array.of(0x65, 0x79, 0x4a, 0x68, ...rest)),
  )
  await fc.assert(
    fc.asyncProperty(bytes, async (input) => {
      licenceFormOf(input)
      const start = process.cpuUsage()
      expect((await inspectLicence(input, { trust })).verdict).toBe('failed')
      // What else the machine is busy with does not count.
      expect(process.cpuUsage(start).user).toBeLessThan(1_000_000)
    }),
    { numRuns: 300 },
  )
})
