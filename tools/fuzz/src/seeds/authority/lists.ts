import { createTrustList, signTrustList } from '@xinyin/core/trust'
import {
  body,
  GRANTED,
  make,
  period,
  service,
  supervisor,
  WITHDRAWN,
} from '../../../../../packages/core/test/trust/xml/maker.ts'
import { TERRITORY } from '../../authority.ts'
import { CORPUS_TIME, type Seed } from '../../corpus.ts'
import type { Members } from './members.ts'

const HOUR = 3_600_000

/** The trust list of the province, signed. */
export async function createTrustLists({ signer, server, middle }: Members): Promise<Seed[]> {
  const since = new Date('2026-02-01T00:00:00Z')
  const licences = { licenceTypes: ['11100000000013338W009'], regions: ['3301'] }
  const list = createTrustList({
    territory: TERRITORY,
    sequence: 7,
    operator: '测试省',
    name: '测试省信任列表',
    issuedAt: new Date(CORPUS_TIME.getTime() - HOUR),
    nextUpdate: new Date(CORPUS_TIME.getTime() + 24 * HOUR),
    entities: [
      {
        name: '测试市城乡建设委员会',
        address: '测试市测试路 18 号',
        contact: 'mailto:ca@example.gov.cn',
        information: 'https://example.gov.cn/',
        services: [
          {
            name: '测试证照颁发',
            role: 'licence-issuer',
            certificates: [server.certificate],
            status: 'withdrawn',
            since: new Date('2026-04-01T00:00:00Z'),
            ...licences,
            history: [{ status: 'granted', since, ...licences }],
          },
        ],
      },
    ],
    nextSigners: [server.certificate],
  })
  const jws = await signTrustList(list, {
    key: signer.key,
    certificates: [signer.certificate, middle.certificate],
  })
  return [{ name: 'valid-list', bytes: new TextEncoder().encode(jws) }]
}

/** An XML list, and its signer, who is trusted as such. */
export async function createXmlLists(): Promise<{ readonly lists: Seed[]; readonly signer: Seed }> {
  const utf8 = (text: string) => new TextEncoder().encode(text)
  const history = period(GRANTED, '2026-02-01T00:00:00Z')
  return {
    lists: [
      { name: 'valid-list', bytes: utf8(await make()) },
      { name: 'valid-history', bytes: utf8(await make(body(service(period(WITHDRAWN), history)))) },
    ],
    signer: { name: 'supervisor.der', bytes: supervisor.certificate.raw },
  }
}
