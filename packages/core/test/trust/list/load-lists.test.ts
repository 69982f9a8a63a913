import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeUtf8 } from '@xinyin/core'
import { createCrl } from '@xinyin/core/ca'
import { readTrust } from '@xinyin/core/node'
import { loadTrust, loadTrustWithLists, type TrustFile } from '@xinyin/core/trust'
import { expect, test } from 'vitest'
import {
  createParty,
  createPartyBelow,
  entity,
  jiangsu,
  NOON,
  nation,
  office,
  type Party,
  SINCE,
  service,
  sign,
  zhejiang,
} from './authorities.ts'

const coded = (code: string, facts = {}) =>
  expect.objectContaining({ code, facts: expect.objectContaining(facts) })
const certificate = (name: string, party: Party): TrustFile => ({ name, bytes: party.certificate.raw })
const list = (territory: string, jws: string): TrustFile => ({
  name: `lists/${territory}.jws`,
  bytes: encodeUtf8(jws),
})
const publisher = (party: Party, territory: string, operator: string) => ({
  territory,
  operator,
  location: 'https://example.gov.cn/list.jws',
  signers: [party.certificate],
})
const city = await createParty('杭州市数据局')
const national = await sign(
  {
    territory: 'CN',
    operator: '国家政务服务平台',
    entities: [],
    publishers: [publisher(zhejiang, 'CN-33', '浙江省大数据局')],
  },
  nation,
)
const province = await sign({ publishers: [publisher(city, 'CN-3301', '杭州市数据局')] })
const municipal = await sign(
  {
    territory: 'CN-3301',
    operator: '杭州市数据局',
    entities: [entity(service({ certificates: [city.certificate] }))],
  },
  city,
)

test('lists give their grants beside the anchors of the folders', async () => {
  const files = [
    certificate('trust-list-signer/zhejiang.der', zhejiang),
    certificate('licence-issuer/jiangsu.der', jiangsu),
    list('CN-33', `${province}\n`),
  ]
  const trust = await loadTrustWithLists(files, { at: NOON })
  expect(trust.anchors.map(({ roles, grants }) => [roles, grants?.length])).toEqual([
    [['trust-list-signer'], undefined],
    [['licence-issuer'], undefined],
    [['licence-issuer'], 1],
  ])
})

test('a list is held against that of the smallest territory around it, in whatever order they come', async () => {
  const files = [
    list('CN-3301', municipal),
    list('CN-33', `${province}\r\n`),
    list('CN', national),
    certificate('trust-list-signer/nation.der', nation),
  ]
  const trust = await loadTrustWithLists(files, { at: NOON })
  expect(trust.anchors.map(({ certificate: found }) => found.subject.text)).toEqual([
    nation.certificate.subject.text,
    office.certificate.subject.text,
    city.certificate.subject.text,
  ])
})

test('a list that the one above does not name is refused, whoever signed it', async () => {
  const foreign = await sign({ territory: 'CN-32', operator: '江苏省数据局', entities: [] }, jiangsu)
  const files = [
    certificate('trust-list-signer/nation.der', nation),
    certificate('trust-list-signer/jiangsu.der', jiangsu),
    list('CN', national),
    list('CN-32', foreign),
  ]
  await expect(loadTrustWithLists(files, { at: NOON })).rejects.toEqual(
    coded('ERR_TRUST_LIST_PUBLISHER', { territory: 'CN-32', above: 'CN' }),
  )
})

test.each(['lists/list.jws', 'lists/CN-33.json', 'lists/deeper/CN.jws', 'lists/', 'lists/CN-33-1.jws'])(
  'refuses "%s", that is called after no territory',
  async (name) => {
    const files = [certificate('trust-list-signer/a.der', zhejiang), { name, bytes: encodeUtf8(province) }]
    await expect(loadTrustWithLists(files, { at: NOON })).rejects.toEqual(coded('ERR_TRUST_FOLDER', { name }))
  },
)

test('a list that is overdue, or under the name of another territory, is refused', async () => {
  const signer = certificate('trust-list-signer/a.der', zhejiang)
  const late = { at: new Date('2027-08-01T00:00:00Z') }
  await expect(loadTrustWithLists([signer, list('CN-33', province)], late)).rejects.toEqual(
    coded('ERR_TRUST_LIST_EXPIRED'),
  )
  await expect(loadTrustWithLists([signer, list('CN-3302', province)], { at: NOON })).rejects.toEqual(
    coded('ERR_TRUST_LIST_TERRITORY'),
  )
})

test('without the time to judge them by, lists are not passed over but refused', () => {
  const files = [certificate('trust-list-signer/a.der', zhejiang), list('CN-33', province)]
  expect(() => loadTrust(files)).toThrow(coded('ERR_TRUST_FOLDER'))
})

test('where the store tells of revocation, signers are checked by it', async () => {
  const signer = await createPartyBelow(zhejiang, '浙江省大数据局', '列表签名')
  const crl = (revoked: readonly { serialNumber: string; revokedAt: Date }[]) =>
    createCrl({
      issuer: zhejiang,
      number: 1,
      thisUpdate: SINCE,
      nextUpdate: new Date('2027-07-01T00:00:00Z'),
      revoked,
    })
  const files = async (revoked: Parameters<typeof crl>[0]) => [
    certificate('trust-list-signer/a.der', zhejiang),
    list('CN-33', await sign({}, signer)),
    { name: 'revocation/a.crl', bytes: await crl(revoked) },
  ]
  const trust = await loadTrustWithLists(await files([]), { at: NOON })
  expect(trust.revocation?.crls).toHaveLength(1)
  expect(trust.anchors).toHaveLength(2)
  const { serialNumber } = signer.certificate
  await expect(
    loadTrustWithLists(await files([{ serialNumber, revokedAt: SINCE }]), { at: NOON }),
  ).rejects.toEqual(coded('ERR_REVOCATION_REVOKED'))
})

test('a folder on disk is read with its lists', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'xinyin-trust-'))
  try {
    for (const name of ['trust-list-signer', 'lists']) await mkdir(join(folder, name))
    await writeFile(join(folder, 'trust-list-signer', 'a.der'), zhejiang.certificate.raw)
    await writeFile(join(folder, 'lists', 'CN-33.jws'), province)
    const trust = await readTrust(folder, { clock: () => NOON })
    expect(trust.anchors).toHaveLength(2)
    const late = { clock: () => new Date('2027-08-01T00:00:00Z') }
    await expect(readTrust(folder, late)).rejects.toEqual(coded('ERR_TRUST_LIST_EXPIRED'))
  } finally {
    await rm(folder, { recursive: true })
  }
})
