import { inspect } from 'node:util'
import { encodeBase64Url, encodeUtf8 } from '@xinyin/core'
import type { JsonObject } from '@xinyin/core/json'
import { describe, expect, test } from 'vitest'
import { explain } from '../src/checks.ts'
import { digestText } from '../src/credential/digest.ts'
import { digestNameOf } from '../src/credential/digest-name.ts'
import { parseSdJwt } from '../src/credential/parse.ts'
import { resolveClaims } from '../src/credential/resolve.ts'
import { parseIdentifier } from '../src/identifier/identifier.ts'
import { LICENCE_VCT, parseClaims } from '../src/metadata/claims.ts'
import { parseCustomData } from '../src/metadata/custom-data.ts'
import { parseLicenceJson } from '../src/metadata/json.ts'
import { parseLicenceQr } from '../src/qr/parse.ts'
import { inspectLicence } from '../src/verify/inspect.ts'
import { createKnownVersions } from '../src/verify/versions.ts'

/** What is in a licence by right, and in no message about it. */
const NAME = '欧阳某某'
const NUMBER = '11010519491231002X'

const encode = (text: string) => encodeBase64Url(encodeUtf8(text))
const HEADER = encode('{"alg":"ES256","typ":"dc+sd-jwt"}')
const credential = (payload: string, ...disclosures: string[]) =>
  `${[`${HEADER}.${encode(payload)}.AA`, ...disclosures.map(encode)].join('~')}~`
const claims = (change: object) => () => parseClaims({ vct: LICENCE_VCT, ...change } as JsonObject)
const custom =
  (...items: [string, string][]) =>
  () =>
    parseCustomData(items.map(([name, value]) => ({ name, value })))

const TEXTS: Readonly<Record<string, string>> = {
  'a payload that ends too early': credential(`{"name":"${NAME}","code":"${NUMBER}"`),
  'a payload with a member twice': credential(`{"${NAME}":1,"${NAME}":2}`),
  'a disclosure that ends too early': credential('{}', `["salt","name","${NAME}","${NUMBER}"`),
  'a disclosure of too much': credential('{}', `["salt","name","${NAME}","${NUMBER}"]`),
  'a disclosure with a name that is reserved': credential('{}', `["${NAME}","_sd","${NUMBER}"]`),
  'a disclosure that nobody signed': credential('{}', `["salt","${NAME}","${NUMBER}"]`),
  'a proof that is none': `${credential('{}')}${encode(`{"alg":"${NUMBER}"}`)}.${encode(`"${NAME}"`)}.AA`,
  'an algorithm that is none': `${encode(`{"alg":"${NUMBER}","typ":"dc+sd-jwt"}`)}.${encode('{}')}.AA~`,
  'the text of a code': `XY1:${NUMBER}${NAME}`,
}

const READERS: Readonly<Record<string, () => unknown>> = {
  'JSON that ends too early': () => parseLicenceJson(`{"holders":[{"name":"${NAME}","code":"${NUMBER}"`),
  'JSON with a member that nobody knows': () => parseLicenceJson(`{"${NAME}":"${NUMBER}"}`),
  'JSON under short names that are none': () => parseLicenceJson(`{"ZZMC":"1","${NUMBER}":"${NAME}"}`),
  'a holder more often than there are codes': custom(['CZZT', NAME], ['CZZT', NUMBER], ['CZZTDM', NUMBER]),
  'a kind of code that is none': custom(['CZZT', NAME], ['CZZTDM', NUMBER], ['CZZTDMLX', NAME]),
  'an item of the type under a name that is none': custom([`KZ_${NAME}`, NUMBER]),
  'a day that is none': custom(['ZZBFRQ', NUMBER], ['ZZYXQJZRQ', NAME]),
  'claims in the wrong places': claims({
    holders: [{ [NAME]: NUMBER, code_type: NUMBER }],
    issuing_authorities: NAME,
    valid_until: NUMBER,
    extensions: { [NAME]: NUMBER },
  }),
  'another type of credential': claims({ vct: NAME, licence_type_code: NUMBER }),
  'an identifier of his number': () => parseIdentifier(`1.2.156.3005.2.${NUMBER}.${NUMBER}.${NAME}.001.Z`),
  'versions of it': () => createKnownVersions([NUMBER]),
}

/** All that a log would show of an error: message, facts, causes; nothing where nothing is refused. */
function shown(read: () => unknown): string {
  try {
    read()
  } catch (error) {
    return inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true })
  }
  return ''
}

describe('no error says whose licence it was', () => {
  test.each(Object.entries(READERS))('%s', (_, read) => {
    const text = shown(read)
    expect(text).toContain('ERR_')
    for (const secret of [NAME, NUMBER]) expect(text).not.toContain(secret)
  })
  test.each(Object.entries(TEXTS))('%s', (_, input) => {
    const text = shown(() => {
      if (input.startsWith('XY1:')) parseLicenceQr(input)
      const { issued, disclosures } = parseSdJwt(input)
      const name = digestNameOf(issued.payload)
      const digests = disclosures.map(({ encoded }) => digestText(encoded, name))
      resolveClaims(issued.payload, disclosures, digests)
    })
    for (const secret of [NAME, NUMBER, encode(NAME)]) expect(text).not.toContain(secret)
  })
})

describe('no report says whose licence it was', () => {
  test.each(Object.entries(TEXTS))('%s', async (_, input) => {
    const { verdict, checks } = await inspectLicence(input, { trust: { anchors: [], intermediates: [] } })
    expect(verdict).toBe('failed')
    const said =
      JSON.stringify(checks) + checks.map((check) => explain(check, 'zh-CN') + explain(check, 'en'))
    for (const secret of [NAME, NUMBER]) expect(said).not.toContain(secret)
  })
})
