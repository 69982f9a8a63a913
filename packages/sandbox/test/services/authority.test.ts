import { inspectPath } from '@xinyin/core'
import { createNodeFetch } from '@xinyin/core/node'
import { createRevocationChecker } from '@xinyin/core/revocation'
import { loadTrust, verifyTrustList } from '@xinyin/core/trust'
import { fetchTimeStamp, inspectTimeStamp, requestTimeStamp } from '@xinyin/core/tsp'
import { type RunningAuthority, serveAuthority } from '@xinyin/sandbox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

describe.each(['SM2', 'P-256'] as const)('an authority with keys of %s', (kind) => {
  let authority: RunningAuthority

  beforeAll(async () => {
    authority = await serveAuthority({ kind })
  })

  afterAll(() => authority.close())

  const ask = () => {
    const fetch = createNodeFetch({
      schemes: ['http'],
      ports: [Number(new URL(authority.origin).port)],
      allow: ['127.0.0.0/8'],
    })
    const trust = loadTrust(authority.trustFiles)
    return { fetch, trust }
  }

  test.each(['ocsp', 'crl'] as const)(
    'says by %s that a certificate is good, then that it is revoked',
    async (prefer) => {
      const { fetch, trust } = ask()
      const subject = { country: 'CN', commonName: '公章' }
      const { certificate } = await authority.issue({ profile: 'seal-signer', subject })
      const judge = () =>
        inspectPath(certificate, {
          trust,
          role: 'seal-signer',
          at: new Date(),
          revocation: createRevocationChecker({ fetch, prefer }),
        })
      const good = await judge()
      expect(good.verdict).toBe('passed')
      const { facts } = good.checks.find(({ id }) => id === 'path.revocation') ?? {}
      expect(facts?.['0.url']).toContain(`/${prefer}/authority`)
      authority.revoke(certificate, 'superseded')
      const revoked = await judge()
      expect(revoked.checks.filter(({ status }) => status === 'failed')).toMatchObject([
        { id: 'path.revocation', code: 'ERR_REVOCATION_REVOKED', facts: { reason: 'superseded' } },
      ])
    },
  )

  test('makes time stamps', async () => {
    const { fetch, trust } = ask()
    const content = new TextEncoder().encode('内容')
    const algorithm = kind === 'SM2' ? 'SM3' : 'SHA-256'
    const request = await requestTimeStamp({ content, algorithm })
    const token = await fetchTimeStamp(authority.timeStampUrl, request, fetch)
    const revocation = createRevocationChecker({ fetch })
    const report = await inspectTimeStamp(token, { trust, at: new Date(), content, request, revocation })
    expect(report.checks.filter(({ status }) => status === 'failed' || status === 'indeterminate')).toEqual(
      [],
    )
    expect(report.verdict).toBe('passed')
  })

  test('publishes a list that says for what it is trusted', async () => {
    const { fetch, trust } = ask()
    const response = await fetch(authority.trustListUrl)
    const { list } = await verifyTrustList(await response.text(), {
      trust,
      territory: 'CN-99',
      at: new Date(),
    })
    const roles = list.entities.flatMap(({ services }) => services.map(({ role }) => role))
    expect(roles).toContain('seal-maker')
    expect(list.entities[0]?.services[0]?.certificates[0]?.raw).toEqual(authority.certificate.raw)
  })

  test('revokes what it issued, and nothing else', async () => {
    expect(() => authority.revoke(authority.certificate)).toThrow(TypeError)
  })
})

test('its clock is the one that it is given', async () => {
  const then = new Date('2020-03-01T00:00:00Z')
  const authority = await serveAuthority({ clock: () => then, roles: ['seal-signer'] })
  try {
    expect(authority.certificate.notBefore).toEqual(new Date('2020-02-29T00:00:00Z'))
    const response = await fetch(`${authority.origin}/lists/CN-99.jws`)
    const options = { trust: loadTrust(authority.trustFiles), territory: 'CN-99', at: then }
    expect((await verifyTrustList(await response.text(), options)).list.issuedAt).toEqual(then)
  } finally {
    await authority.close()
  }
})
