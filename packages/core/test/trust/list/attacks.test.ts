// biome-ignore-all lint/suspicious/noExplicitAny: a test changes whatever it likes
import { encodeBase64, encodeBase64Url, encodeUtf8, type Facts } from '@xinyin/core'
import { createTrustList, trustFrom, type VerifiedTrustList, verifyTrustList } from '@xinyin/core/trust'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  content,
  createParty,
  createPartyBelow,
  entity,
  forgeList,
  inspect,
  jiangsu,
  LIFT,
  NEXT,
  NOON,
  nation,
  OPTIONS,
  office,
  open,
  otherOffice,
  type Party,
  PERMIT,
  service,
  sign,
  stranger,
  trusting,
  zhejiang,
} from './authorities.ts'

/** The one check that stands against a list. All others passed or were not made. */
async function refusal(jws: string | Uint8Array, changes: Parameters<typeof inspect>[1] = {}) {
  const report = await inspect(jws, changes)
  expect(report.verified).toBeUndefined()
  const against = report.checks.filter(({ status }) => status === 'failed' || status === 'indeterminate')
  expect(against).toHaveLength(1)
  return against[0]
}

const failing = (id: string, code: string, facts: Facts = {}) => ({
  id,
  status: 'failed',
  code,
  facts: expect.objectContaining(facts),
})

/** A list changed behind its maker's back and signed anew by its rightful signer: only the change is wrong. */
async function changed(
  change: (payload: any, header: any) => void,
  party: Party = zhejiang,
): Promise<string> {
  const { header, payload } = open(await sign({}, party))
  change(payload, header)
  return forgeList(header, payload, party)
}

const schemeOf = (payload: any) => payload.LoTE.ListAndSchemeInformation
const serviceOf = (payload: any) => payload.LoTE.TrustedEntitiesList[0].TrustedEntityServices[0]

describe('against what was seen before', () => {
  let seen: VerifiedTrustList
  beforeAll(async () => {
    seen = await verifyTrustList(await sign(), OPTIONS)
  })

  test('rollback: an older list, with all in order', async () => {
    const jws = await sign({ sequence: 6 })
    expect(await refusal(jws, { remembered: seen.memory })).toEqual(
      failing('trust-list.sequence', 'ERR_TRUST_LIST_ROLLBACK', { sequence: 6, remembered: 7 }),
    )
  })

  test('the same number with other content', async () => {
    const jws = await sign({ entities: [entity(service({ regions: ['33'] }))] })
    expect(await refusal(jws, { remembered: seen.memory })).toEqual(
      failing('trust-list.sequence', 'ERR_TRUST_LIST_EQUIVOCATION', { sequence: 7 }),
    )
  })

  test('a key that no list announced, even one of a trusted authority', async () => {
    const other = await createPartyBelow(zhejiang, '浙江省大数据局', '另一签名')
    const jws = await sign({ sequence: 8 }, other)
    expect((await inspect(jws)).verdict).toBe('passed')
    expect(await refusal(jws, { remembered: seen.memory })).toEqual(
      failing('trust-list.key-change', 'ERR_TRUST_LIST_KEY', { signer: other.certificate.subject.text }),
    )
  })

  test('a new key that announces itself', async () => {
    const thief = await createPartyBelow(zhejiang, '浙江省大数据局', '自称')
    const jws = await sign({ sequence: 8, nextSigners: [thief.certificate] }, thief)
    expect(await refusal(jws, { remembered: seen.memory })).toMatchObject({ code: 'ERR_TRUST_LIST_KEY' })
  })
})

describe('of who signs', () => {
  test('a stranger, who names himself rightly', async () => {
    const jws = await sign({ operator: '某公司' }, stranger)
    expect(await refusal(jws)).toMatchObject({
      id: 'trust-list.signer',
      status: 'indeterminate',
      code: 'ERR_PATH_NO_ANCHOR',
    })
  })

  test('a certificate that is trusted for something else', async () => {
    const trust = {
      ...OPTIONS.trust,
      anchors: [{ certificate: stranger.certificate, roles: ['seal-maker'] as const }],
    }
    const jws = await sign({ operator: '某公司' }, stranger)
    expect(await refusal(jws, { trust })).toMatchObject({ code: 'ERR_PATH_NO_ANCHOR' })
  })

  test('a foreign certificate in the header of a list that somebody else signed', async () => {
    const { payload, header } = open(await sign({}, stranger))
    header.x5c = [encodeBase64(zhejiang.certificate.raw)]
    expect(await refusal(await forgeList(header, payload, stranger))).toEqual(
      failing('trust-list.signature', 'ERR_TRUST_LIST_SIGNATURE'),
    )
  })

  test('another body below the same authority', async () => {
    const bureau = await createPartyBelow(zhejiang, '浙江省某局', '某局')
    expect(await refusal(await sign({}, bureau))).toEqual(
      failing('trust-list.operator', 'ERR_TRUST_LIST_OPERATOR', { operator: '浙江省大数据局' }),
    )
  })

  test('a signer of another country', async () => {
    const jws = await changed((payload) => {
      schemeOf(payload).SchemeTerritory = 'US-33'
    })
    expect(await refusal(jws, { territory: 'US-33' })).toMatchObject({ code: 'ERR_TRUST_LIST_OPERATOR' })
  })

  test('a signer whose certificate has run out', async () => {
    const at = new Date('2037-01-01T00:00:00Z')
    const jws = await sign({ issuedAt: at, nextUpdate: new Date('2037-02-01T00:00:00Z') })
    expect(await refusal(jws, { at })).toEqual(failing('trust-list.signer', 'ERR_PATH_EXPIRED'))
  })

  test('one who may sign the lists of another region only', async () => {
    const [anchor] = trusting(zhejiang).anchors
    const limited = (regions: string[]) => ({
      intermediates: [],
      anchors: [{ ...anchor!, grants: [{ role: 'trust-list-signer' as const, regions }] }],
    })
    const jws = await sign()
    expect((await inspect(jws, { trust: limited(['33']) })).verdict).toBe('passed')
    expect(await refusal(jws, { trust: limited(['32']) })).toEqual(
      failing('trust-list.signer', 'ERR_GRANT_REGION', { region: '33' }),
    )
  })
})

describe('of time', () => {
  test('expired: what is overdue no longer tells', async () => {
    const at = new Date(NEXT.getTime() + 1000)
    expect(await refusal(await sign(), { at })).toMatchObject({
      id: 'trust-list.validity',
      status: 'indeterminate',
      code: 'ERR_TRUST_LIST_EXPIRED',
    })
  })

  test('a date of issue far ahead', async () => {
    const future = {
      issuedAt: new Date('2030-01-01T00:00:00Z'),
      nextUpdate: new Date('2030-02-01T00:00:00Z'),
    }
    expect(await refusal(await sign(future))).toEqual(failing('trust-list.validity', 'ERR_TRUST_LIST_FUTURE'))
  })

  test('signed far ahead', async () => {
    const jws = await changed((_, header) => {
      header.iat = Date.parse('2030-01-01T00:00:00Z') / 1000
    })
    expect(await refusal(jws)).toEqual(failing('trust-list.validity', 'ERR_TRUST_LIST_FUTURE'))
  })

  test('a list that is to hold for years', async () => {
    const jws = await sign({ nextUpdate: new Date('2035-01-01T00:00:00Z') })
    expect(await refusal(jws)).toEqual(
      failing('trust-list.validity', 'ERR_TRUST_LIST_PERIOD', { limit: 184 }),
    )
  })
})

describe('of what it says', () => {
  test('the list of another territory', async () => {
    const jws = await sign({ territory: 'CN-3301', entities: [] })
    expect(await refusal(jws)).toEqual(
      failing('trust-list.territory', 'ERR_TRUST_LIST_TERRITORY', {
        territory: 'CN-3301',
        expected: 'CN-33',
      }),
    )
  })

  test('duplicate entries: one certificate, twice in one role', async () => {
    const jws = await changed((payload) => {
      const [first] = payload.LoTE.TrustedEntitiesList
      payload.LoTE.TrustedEntitiesList.push(first)
    })
    expect(await refusal(jws)).toEqual(
      failing('trust-list.entries', 'ERR_TRUST_LIST_DUPLICATE', { role: 'licence-issuer' }),
    )
  })

  test.each(['trust-list-signer', 'tls-server'])('an entry that makes somebody a %s', async (role) => {
    const jws = await changed((payload) => {
      serviceOf(payload).ServiceInformation.ServiceTypeIdentifier = `urn:xinyin:service:${role}`
    })
    expect(await refusal(jws)).toEqual(failing('trust-list.entries', 'ERR_TRUST_LIST_ROLE', { role }))
  })

  test.each([
    ['later than what follows it', '2027-01-01T00:00:00Z', 'granted'],
    ['at the same time as what follows it', '2026-06-01T00:00:00Z', 'granted'],
  ])('a past that is %s', async (_, since) => {
    const jws = await changed((payload) => {
      const { ServiceInformation } = serviceOf(payload)
      serviceOf(payload).ServiceHistory = [{ ...ServiceInformation, StatusStartingTime: since }]
    })
    expect(await refusal(jws)).toEqual(failing('trust-list.entries', 'ERR_TRUST_LIST_HISTORY'))
  })

  test('a key that was revoked, and is granted again', async () => {
    const jws = await changed((payload) => {
      const { ServiceInformation } = serviceOf(payload)
      const past = { StatusStartingTime: '2026-01-01T00:00:00Z', ServiceStatus: 'urn:xinyin:status:revoked' }
      serviceOf(payload).ServiceHistory = [{ ...ServiceInformation, ...past }]
    })
    expect(await refusal(jws)).toEqual(failing('trust-list.entries', 'ERR_TRUST_LIST_HISTORY'))
  })

  test('a period that ends before it begins', async () => {
    const jws = await changed((payload) => {
      serviceOf(payload).ServiceInformation.ServiceInformationExtensions[0].value.until =
        '2020-01-01T00:00:00Z'
    })
    expect(await refusal(jws)).toEqual(failing('trust-list.entries', 'ERR_TRUST_LIST_HISTORY'))
  })

  test('scope by region: a foreign region in an entry', async () => {
    const jws = await changed((payload) => {
      serviceOf(payload).ServiceInformation.ServiceInformationExtensions[0].value.regions = ['3301', '3201']
    })
    expect(await refusal(jws)).toEqual(
      failing('trust-list.scope', 'ERR_TRUST_LIST_REGION', { territory: 'CN-33', region: '3201' }),
    )
  })

  test('a region that is foreign in the past only', async () => {
    const jws = await changed((payload) => {
      const { ServiceInformation } = serviceOf(payload)
      const past = structuredClone(ServiceInformation)
      past.StatusStartingTime = '2026-01-01T00:00:00Z'
      past.ServiceInformationExtensions[0].value.regions = ['32']
      serviceOf(payload).ServiceHistory = [past]
    })
    expect(await refusal(jws)).toEqual(failing('trust-list.scope', 'ERR_TRUST_LIST_REGION', { region: '32' }))
  })

  test.each([
    ['licence-issuer', 'licenceTypes'],
    ['sign-on-issuer', 'issuers'],
  ])('a %s for everything', async (role, limit) => {
    const jws = await changed((payload) => {
      const { ServiceInformation } = serviceOf(payload)
      ServiceInformation.ServiceTypeIdentifier = `urn:xinyin:service:${role}`
      delete ServiceInformation.ServiceInformationExtensions
    })
    expect(await refusal(jws)).toEqual(
      failing('trust-list.scope', 'ERR_TRUST_LIST_UNLIMITED', { role, limit }),
    )
  })

  test('a province that says who publishes the list of another', async () => {
    const jws = await changed((payload) => {
      schemeOf(payload).PointersToOtherLoTE = [
        {
          LoTELocation: 'https://example.gov.cn/list.jws',
          ServiceDigitalIdentities: [{ X509Certificates: [{ val: encodeBase64(stranger.certificate.raw) }] }],
          LoTEQualifiers: [
            {
              LoTEType: 'urn:xinyin:trust-list',
              SchemeOperatorName: [{ lang: 'zh', value: '某公司' }],
              SchemeTerritory: 'CN-3201',
            },
          ],
        },
      ]
    })
    expect(await refusal(jws)).toEqual(
      failing('trust-list.scope', 'ERR_TRUST_LIST_REGION', { region: 'CN-3201' }),
    )
  })
})

describe('of form', () => {
  const form = (code: string, facts: Facts = {}) => failing('trust-list.format', code, facts)

  test('truncated anywhere', async () => {
    const jws = await sign()
    const ends = [0, 1, 100, jws.indexOf('.'), jws.lastIndexOf('.'), jws.length - 2, jws.length - 1]
    for (const end of ends) {
      const report = await inspect(jws.slice(0, end))
      expect(report.verdict).toBe('failed')
      expect(['trust-list.format', 'trust-list.signature']).toContain(
        report.checks.find(({ status }) => status === 'failed')?.id,
      )
    }
  })

  test('an unknown version', async () => {
    const jws = await changed((payload) => {
      schemeOf(payload).LoTEVersionIdentifier = 2
    })
    expect(await refusal(jws)).toEqual(form('ERR_TRUST_LIST_VERSION', { version: 2 }))
  })

  test.each(['none', 'HS256', 'RS256', 'ES384', 'SM2SM3', 'ES256', 'sm2', ['SM2'], undefined])(
    'the algorithm %s for a key of SM2',
    async (alg) => {
      const jws = await changed((_, header) => {
        header.alg = alg
      })
      expect(await refusal(jws)).toEqual(form('ERR_TRUST_LIST_ALGORITHM'))
    },
  )

  test('no algorithm and no signature', async () => {
    const [header = '', payload = ''] = (await sign()).split('.')
    const none = encodeBase64Url(encodeUtf8('{"alg":"none"}'))
    for (const jws of [`${header}.${payload}.`, `${none}.${payload}.`]) {
      expect(await refusal(jws)).toEqual(form('ERR_TRUST_LIST_JWS'))
    }
    expect(await refusal(`${none}.${payload}.AA`)).toEqual(form('ERR_TRUST_LIST_HEADER', { member: 'typ' }))
  })

  test.each([
    ['jwk', { kty: 'EC' }],
    ['jku', 'https://example.org/keys'],
    ['x5u', 'https://example.org/certificate'],
    ['kid', '1'],
    ['crit', ['exp']],
    ['b64', false],
    ['typ', 'JWT'],
    ['iat', '2027'],
    ['iat', 1e300],
    ['iat', -1],
    ['x5c', []],
    ['x5c', 'AA=='],
    ['x5c', [1]],
    ['x5t#S256', 'AAAA'],
  ])('a header with %s %j', async (member, value) => {
    const jws = await changed((_, header) => {
      header[member] = value
    })
    expect(await refusal(jws)).toEqual(form('ERR_TRUST_LIST_HEADER', { member }))
  })

  test('a chain in the header that is no chain of certificates, or is longer than any', async () => {
    const own = encodeBase64(zhejiang.certificate.raw)
    const withChain = (x5c: unknown) =>
      changed((_, header) => {
        header.x5c = x5c
      })
    expect(await refusal(await withChain([own, 'AAAA']))).toEqual(
      form('ERR_TRUST_LIST_CERTIFICATE', { member: 'x5c[1]' }),
    )
    expect(await refusal(await withChain([own, `${own}\n`]))).toMatchObject({
      code: 'ERR_TRUST_LIST_CERTIFICATE',
    })
    expect(await refusal(await withChain(Array.from({ length: 11 }, () => own)))).toMatchObject({
      code: 'ERR_TRUST_LIST_HEADER',
    })
  })

  test('a header or a certificate in it of any size', async () => {
    const large = await changed((_, header) => {
      header.x5c.push('A'.repeat(70_000))
    })
    expect(await refusal(large)).toEqual(form('ERR_TRUST_LIST_SIZE', { unit: 'header' }))
    expect(await refusal(await sign(), { limits: { maxCertificateBytes: 100 } })).toEqual(
      form('ERR_TRUST_LIST_HEADER', { member: 'x5c[0]' }),
    )
  })

  test('larger than a list may be, in each respect', async () => {
    const jws = await sign({
      entities: [entity(service()), entity(service({ certificates: [otherOffice.certificate] }))],
    })
    const bounded = async (limits: object) => (await refusal(jws, { limits }))?.facts
    expect(await bounded({ maxBytes: 1000 })).toEqual({ limit: 1000, unit: 'bytes' })
    expect(await bounded({ maxEntities: 1 })).toEqual({ limit: 1, unit: 'entities' })
    expect(await bounded({ maxServices: 1 })).toEqual({ limit: 1, unit: 'services' })
    expect(await bounded({ maxCertificates: 1 })).toEqual({ limit: 1, unit: 'certificates' })
  })

  test('two members of one name', async () => {
    const { header, payload } = open(await sign())
    const text = JSON.stringify(payload).replace('"LoTESequenceNumber":7', '$&,"LoTESequenceNumber":9')
    expect(await refusal(await forgeList(header, text))).toEqual(form('ERR_JSON_DUPLICATE'))
    const twice = JSON.stringify(header).replace('"alg"', '"alg":"none","alg"')
    expect(await refusal(await forgeList(twice, payload))).toEqual(form('ERR_JSON_DUPLICATE'))
  })

  test('base64 that is not canonical, white space, more parts', async () => {
    const jws = await sign()
    const last = jws.at(-1) ?? ''
    const stray = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const other = stray[stray.indexOf(last) + 1] ?? ''
    expect((await inspect(jws.slice(0, -1) + other)).verdict).toBe('failed')
    for (const text of [` ${jws}`, `${jws}\n`, `${jws}=`, `${jws}.AA`, jws.replace('.', '.\n')]) {
      expect(await refusal(text)).toEqual(form('ERR_TRUST_LIST_JWS'))
    }
  })

  test('an extension that is binding and unknown, in the list or in an entry', async () => {
    const extension = { name: 'urn:example:limit', critical: true, value: {} }
    const inList = (critical: boolean) =>
      changed((payload) => {
        schemeOf(payload).SchemeExtensions = [{ ...extension, critical }]
      })
    expect(await refusal(await inList(true))).toEqual(
      form('ERR_TRUST_LIST_EXTENSION', { extension: 'urn:example:limit' }),
    )
    expect((await inspect(await inList(false))).verdict).toBe('passed')
    const inEntry = await changed((payload) => {
      serviceOf(payload).ServiceInformation.ServiceInformationExtensions.push(extension)
    })
    expect(await refusal(inEntry)).toEqual(form('ERR_TRUST_LIST_EXTENSION'))
  })

  test('a past of another role or another key', async () => {
    for (const change of [
      { ServiceTypeIdentifier: 'urn:xinyin:service:seal-maker' },
      { ServiceDigitalIdentity: { X509Certificates: [{ val: encodeBase64(stranger.certificate.raw) }] } },
    ]) {
      const jws = await changed((payload) => {
        const past = { StatusStartingTime: '2026-01-01T00:00:00Z', ...change }
        serviceOf(payload).ServiceHistory = [{ ...serviceOf(payload).ServiceInformation, ...past }]
      })
      expect(await refusal(jws)).toEqual(form('ERR_TRUST_LIST_HISTORY'))
    }
  })

  const wrong: readonly (readonly [member: string, change: (payload: any) => void])[] = [
    [
      '$.jti',
      (payload) => {
        payload.jti = '1'
      },
    ],
    [
      '$.LoTE',
      (payload) => {
        payload.LoTE = []
      },
    ],
    [
      'LoTEType',
      (payload) => {
        schemeOf(payload).LoTEType = 'http://uri.etsi.org/19602/LoTEType/EUPIDProvidersList'
      },
    ],
    [
      'LoTEVersionIdentifier',
      (payload) => {
        schemeOf(payload).LoTEVersionIdentifier = '1'
      },
    ],
    [
      'LoTESequenceNumber',
      (payload) => {
        schemeOf(payload).LoTESequenceNumber = 0
      },
    ],
    [
      'LoTESequenceNumber',
      (payload) => {
        schemeOf(payload).LoTESequenceNumber = 7.5
      },
    ],
    [
      'LoTESequenceNumber',
      (payload) => {
        schemeOf(payload).LoTESequenceNumber = 2 ** 53
      },
    ],
    [
      'SchemeTerritory',
      (payload) => {
        schemeOf(payload).SchemeTerritory = 'CN-3'
      },
    ],
    [
      'SchemeOperatorName',
      (payload) => {
        schemeOf(payload).SchemeOperatorName.push({ lang: 'ZH-cn', value: '另一个' })
      },
    ],
    [
      'SchemeName',
      (payload) => {
        schemeOf(payload).SchemeName = '名'
      },
    ],
    [
      'ListIssueDateTime',
      (payload) => {
        schemeOf(payload).ListIssueDateTime = '2027-06-01T00:00:00+08:00'
      },
    ],
    [
      'NextUpdate',
      (payload) => {
        schemeOf(payload).NextUpdate = '2027-06-31T00:00:00Z'
      },
    ],
    [
      'NextUpdate',
      (payload) => {
        schemeOf(payload).NextUpdate = schemeOf(payload).ListIssueDateTime
      },
    ],
    [
      'TrustedEntitiesList',
      (payload) => {
        payload.LoTE.TrustedEntitiesList = []
      },
    ],
    [
      'TEName',
      (payload) => {
        payload.LoTE.TrustedEntitiesList[0].TrustedEntityInformation.TEName = []
      },
    ],
    [
      'ServiceTypeIdentifier',
      (payload) => {
        serviceOf(payload).ServiceInformation.ServiceTypeIdentifier = 'urn:x:y'
      },
    ],
    [
      'ServiceStatus',
      (payload) => {
        serviceOf(payload).ServiceInformation.ServiceStatus = 'urn:x:granted'
      },
    ],
    [
      'StatusStartingTime',
      (payload) => {
        delete serviceOf(payload).ServiceInformation.StatusStartingTime
      },
    ],
    [
      'ServiceDigitalIdentity.X509SKIs',
      (payload) => {
        serviceOf(payload).ServiceInformation.ServiceDigitalIdentity.X509SKIs = ['AA==']
      },
    ],
    [
      'value.cities',
      (payload) => {
        serviceOf(payload).ServiceInformation.ServiceInformationExtensions[0].value.cities = ['1']
      },
    ],
    [
      'regions',
      (payload) => {
        serviceOf(payload).ServiceInformation.ServiceInformationExtensions[0].value.regions = ['330']
      },
    ],
    [
      'regions',
      (payload) => {
        serviceOf(payload).ServiceInformation.ServiceInformationExtensions[0].value.regions = []
      },
    ],
    [
      'licenceTypes',
      (payload) => {
        serviceOf(payload).ServiceInformation.ServiceInformationExtensions[0].value.licenceTypes = [
          PERMIT,
          PERMIT,
        ]
      },
    ],
    [
      'ServiceInformationExtensions',
      (payload) => {
        serviceOf(payload).ServiceInformation.ServiceInformationExtensions.push(
          serviceOf(payload).ServiceInformation.ServiceInformationExtensions[0],
        )
      },
    ],
    [
      'X509Certificates',
      (payload) => {
        const { X509Certificates } = serviceOf(payload).ServiceInformation.ServiceDigitalIdentity
        X509Certificates.push(X509Certificates[0])
      },
    ],
  ]
  test.each(wrong)('a wrong %s (%#)', async (member, change) => {
    const check = await refusal(await changed(change))
    expect(check).toEqual(form('ERR_TRUST_LIST_MEMBER'))
    expect(check?.facts['member']).toMatch(new RegExp(`${member.replace('$.', '\\$\\.')}$`))
  })
})

describe('of provinces side by side, with the national list above', () => {
  let national: VerifiedTrustList
  const below = (publisher: Party, territory: string, operator: string, licenceTypes?: string[]) => ({
    territory,
    operator,
    location: `https://example.gov.cn/${territory}.jws`,
    signers: [publisher.certificate],
    ...(licenceTypes === undefined ? {} : { licenceTypes }),
  })
  const nationalContent = {
    territory: 'CN',
    operator: '国家政务服务平台',
    entities: [],
    publishers: [
      below(zhejiang, 'CN-33', '浙江省大数据局', [PERMIT]),
      below(jiangsu, 'CN-32', '江苏省数据局', [LIFT]),
    ],
  }
  beforeAll(async () => {
    const options = { trust: trusting(nation), territory: 'CN', at: NOON }
    national = await verifyTrustList(await sign(nationalContent, nation), options)
  })
  const nobody = { anchors: [], intermediates: [] }

  test('each province publishes its own, trusted by nobody but the national list', async () => {
    const jws = await sign()
    expect((await inspect(jws, { trust: nobody, above: national })).verdict).toBe('passed')
  })

  test('the national list decides, whoever else is trusted', async () => {
    const jws = await sign({ operator: '某公司' }, stranger)
    const check = await inspect(jws, { trust: trusting(stranger), above: national })
    expect(check.checks[2]).toMatchObject({ code: 'ERR_PATH_NO_ANCHOR' })
  })

  test('a province that publishes the list of another', async () => {
    const jws = await sign({ operator: '江苏省数据局' }, jiangsu)
    const report = await inspect(jws, { trust: nobody, above: national })
    expect(report.verdict).not.toBe('passed')
    expect(report.checks[2]).toMatchObject({ status: 'indeterminate', code: 'ERR_PATH_NO_ANCHOR' })
  })

  test('scope by type: a type that the national list does not let this province allow', async () => {
    const jws = await sign({ entities: [entity(service({ licenceTypes: [PERMIT, LIFT] }))] })
    expect(await refusal(jws, { trust: nobody, above: national })).toEqual(
      failing('trust-list.scope', 'ERR_TRUST_LIST_LICENCE_TYPE', { territory: 'CN-33', licenceType: LIFT }),
    )
  })

  test("a foreign province's authority for our type", async () => {
    const foreign = service({
      certificates: [otherOffice.certificate],
      licenceTypes: [PERMIT],
      regions: ['3201'],
    })
    const options = { territory: 'CN-32', trust: nobody, above: national }
    const jws = await sign(
      { territory: 'CN-32', operator: '江苏省数据局', entities: [entity(foreign)] },
      jiangsu,
    )
    expect(await refusal(jws, options)).toEqual(
      failing('trust-list.scope', 'ERR_TRUST_LIST_LICENCE_TYPE', { territory: 'CN-32', licenceType: PERMIT }),
    )
    expect(() =>
      createTrustList(content({ territory: 'CN-32', entities: [entity({ ...foreign, regions: ['3301'] })] })),
    ).toThrow(expect.objectContaining({ code: 'ERR_TRUST_LIST_REGION' }))
  })

  test('a territory that the national list does not name', async () => {
    const jws = await sign({ territory: 'CN-3301', entities: [] })
    const report = await inspect(jws, { territory: 'CN-3301', trust: nobody, above: national })
    expect(report.checks[4]).toEqual(
      failing('trust-list.territory', 'ERR_TRUST_LIST_PUBLISHER', { territory: 'CN-3301', above: 'CN' }),
    )
  })

  test('an operator that is not the one whom the national list names', async () => {
    const renamed = await createPartyBelow(zhejiang, '浙江省某中心', '签名')
    const jws = await sign({ operator: '浙江省某中心' }, renamed)
    expect(await refusal(jws, { trust: nobody, above: national })).toEqual(
      failing('trust-list.operator', 'ERR_TRUST_LIST_OPERATOR'),
    )
  })

  test('a national list that is overdue tells nothing of the provinces', async () => {
    const at = new Date('2027-08-01T00:00:00Z')
    const jws = await sign({
      issuedAt: new Date('2027-07-15T00:00:00Z'),
      nextUpdate: new Date('2027-08-15T00:00:00Z'),
    })
    expect(await refusal(jws, { trust: nobody, above: national, at })).toMatchObject({
      status: 'indeterminate',
      code: 'ERR_TRUST_LIST_EXPIRED',
      facts: { territory: 'CN' },
    })
  })

  test('a province that lets its cities allow more than it may', async () => {
    const city = await createParty('杭州市数据局')
    const jws = await sign({ publishers: [below(city, 'CN-3301', '杭州市数据局')] })
    expect(await refusal(jws, { trust: nobody, above: national })).toEqual(
      failing('trust-list.scope', 'ERR_TRUST_LIST_LICENCE_TYPE', { licenceType: '*' }),
    )
  })

  const wrongNational: readonly (readonly [what: string, change: (scheme: any) => void])[] = [
    [
      'two limits for one territory',
      ({ SchemeExtensions: [{ value }] }) => value.publishers.push(value.publishers[0]),
    ],
    ['a limit for a territory that has no publisher', ({ PointersToOtherLoTE }) => PointersToOtherLoTE.pop()],
    [
      'a limit of another kind',
      ({ SchemeExtensions: [{ value }] }) => {
        value.publishers[0].regions = ['33']
      },
    ],
    [
      'a publisher with two qualifiers',
      ({ PointersToOtherLoTE: [{ LoTEQualifiers }] }) => LoTEQualifiers.push(LoTEQualifiers[0]),
    ],
    [
      'a publisher of another kind of list',
      ({ PointersToOtherLoTE: [{ LoTEQualifiers }] }) => {
        LoTEQualifiers[0].LoTEType = 'http://uri.etsi.org/19602/LoTEType/EUPIDProvidersList'
      },
    ],
  ]
  test.each(wrongNational)('a national list with %s', async (_, change) => {
    const { header, payload } = open(await sign(nationalContent, nation))
    change(schemeOf(payload))
    const jws = await forgeList(header, payload, nation)
    expect(await refusal(jws, { territory: 'CN', trust: trusting(nation) })).toEqual(
      failing('trust-list.format', 'ERR_TRUST_LIST_MEMBER'),
    )
  })

  test('two publishers of one territory', async () => {
    const ours = below(zhejiang, 'CN-33', '浙江省大数据局')
    const list = () => createTrustList(content({ ...nationalContent, publishers: [ours, ours] }))
    expect(list).toThrow(expect.objectContaining({ code: 'ERR_TRUST_LIST_TWICE' }))
  })

  test('two lists of one territory, or lists that nobody verified', async () => {
    const seen = await verifyTrustList(await sign(), OPTIONS)
    expect(() => trustFrom([seen, seen])).toThrow(expect.objectContaining({ code: 'ERR_TRUST_LIST_TWICE' }))
    expect(() => trustFrom([{ ...seen }])).toThrow(TypeError)
  })

  test('two provinces that claim one sign-on', async () => {
    const signOn = (party: Party) =>
      service({
        role: 'sign-on-issuer',
        certificates: [party.certificate],
        issuers: ['https://sso.example.gov.cn'],
      })
    const strip = ({ licenceTypes: _, regions: __, ...rest }: ReturnType<typeof service>) => rest
    const ours = await verifyTrustList(await sign({ entities: [entity(strip(signOn(office)))] }), OPTIONS)
    const theirs = await verifyTrustList(
      await sign(
        { territory: 'CN-32', operator: '江苏省数据局', entities: [entity(strip(signOn(otherOffice)))] },
        jiangsu,
      ),
      { ...OPTIONS, territory: 'CN-32', trust: trusting(jiangsu) },
    )
    expect(() => trustFrom([ours, theirs])).toThrow(
      expect.objectContaining({ code: 'ERR_TRUST_LIST_ISSUER' }),
    )
  })
})
