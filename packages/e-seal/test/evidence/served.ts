import { createPrivateKey, createSigner, type Fetch, type Trust } from '@xinyin/core'
import {
  createCrl,
  createRoot,
  issueCertificate,
  ocspHandler,
  type RevokedCertificate,
} from '@xinyin/core/ca'
import { createSeal, type Seal } from '../../src/index.ts'
import { type Member, sealOptions } from '../province.ts'
import { createStampService, days, type StampService } from './stamping.ts'

const START = new Date('2026-01-01T00:00:00Z')

/** A province whose authorities serve lists and answers, at a time that can be set. */
export interface ServedProvince {
  readonly office: Member
  readonly maker: Member
  readonly seal: Seal
  readonly service: StampService
  /** Anchors alone: nothing is at hand. */
  readonly trust: Trust
  readonly clock: () => Date
  set(time: Date): void
  readonly fetch: Fetch
  /** Addresses that were asked. */
  readonly asked: string[]
  revoke(certificate: Member, entry: Omit<RevokedCertificate, 'serialNumber'>): void
  /** Certificates end after two years; their authorities' after twenty. */
  readonly end: Date
}

interface Authority extends Member {
  readonly name: string
  readonly revoked: RevokedCertificate[]
}

export async function createServedProvince(
  services: { readonly tsaEnd?: Date } = {},
): Promise<ServedProvince> {
  let now = START
  const clock = () => new Date(now.getTime())
  const end = days(730, START)
  const validity = { notBefore: START, notAfter: days(7300, START) }
  const subject = (commonName: string) => ({ country: 'CN', organization: '示例省', commonName })

  const createAuthority = async (name: string): Promise<Authority> => {
    const key = await createPrivateKey('SM2')
    const certificate = await createRoot({ subject: subject(name), key, ...validity })
    return { name, certificate, signer: createSigner(key), revoked: [] }
  }
  const makers = await createAuthority('makers')
  const signers = await createAuthority('signers')
  const issue = async (
    issuer: Authority,
    profile: 'seal-maker' | 'seal-signer',
    name: string,
    urls: object,
  ): Promise<Member> => {
    const key = await createPrivateKey('SM2')
    const certificate = await issueCertificate({
      issuer: { certificate: issuer.certificate, key: issuer.signer },
      profile,
      publicKey: key.publicKey,
      subject: subject(name),
      notBefore: START,
      notAfter: end,
      ...urls,
    })
    return { certificate, signer: createSigner(key) }
  }
  const maker = await issue(makers, 'seal-maker', '制章人', { crlUrls: ['http://crl.example/makers'] })
  const office = await issue(signers, 'seal-signer', '示例市住建局', {
    ocspUrls: ['http://ocsp.example/signers'],
  })
  const service = await createStampService({
    notBefore: START,
    ...(services.tsaEnd === undefined ? {} : { notAfter: services.tsaEnd }),
    crlUrls: ['http://crl.example/stampers'],
  })
  const stampers: Authority = { name: 'stampers', ...service.root, revoked: [] }
  const authorities = [makers, signers, stampers]

  const listOf = async ({ certificate, signer, revoked }: Authority) =>
    createCrl({
      issuer: { certificate, key: signer },
      number: 1,
      thisUpdate: clock(),
      nextUpdate: days(7, clock()),
      revoked,
    })
  const asked: string[] = []
  const fetch: Fetch = async (url, init) => {
    asked.push(url)
    const { host, pathname } = new URL(url)
    const authority = authorities.find(({ name }) => pathname === `/${name}`)
    if (authority === undefined) return new Response(null, { status: 404 })
    if (host === 'crl.example') return new Response(Uint8Array.from(await listOf(authority)))
    const { certificate, signer, revoked } = authority
    return ocspHandler({
      issuer: certificate,
      responder: { certificate, key: signer },
      now: clock,
      lookup: (serialNumber) => {
        const entry = revoked.find((one) => one.serialNumber === serialNumber)
        return entry === undefined
          ? { state: 'good' }
          : { state: 'revoked', revokedAt: entry.revokedAt, reason: 'keyCompromise' }
      },
    })(new Request(url, init))
  }
  return {
    office,
    maker,
    seal: await createSeal({
      ...sealOptions(maker, [office.certificate]),
      createdAt: START,
      validFrom: START,
    }),
    service,
    trust: {
      anchors: [
        { certificate: makers.certificate, roles: ['seal-maker'] },
        { certificate: signers.certificate, roles: ['seal-signer'] },
        { certificate: stampers.certificate, roles: ['time-stamper'] },
      ],
      intermediates: [],
    },
    clock,
    set(time) {
      now = time
    },
    fetch,
    asked,
    revoke({ certificate }, entry) {
      const authority = authorities.find((one) => one.certificate.subject.text === certificate.issuer.text)
      authority?.revoked.push({ serialNumber: certificate.serialNumber, ...entry })
    },
    end,
  }
}
