import { children, contextTag, encodeContext, encodeSequence, openDer, parseDer } from '@xinyin/core/der'
import { describe, expect, test } from 'vitest'
import { readToken } from '../../src/evidence/token.ts'
import { AT, createList, createProvince, join } from '../province.ts'
import { createStampService, days, inspect, sign, trusting } from './stamping.ts'

const province = await createProvince()
const service = await createStampService()
const bare = await sign(province.seal, province.office, AT)
const token = await service.at(AT)(bare.signature)
const { anchors } = await trusting(province, service)
const silent = { ...province.trust, anchors }

/** The token with lists in it, which its signature does not cover. */
function withLists(...lists: readonly Uint8Array[]): Uint8Array {
  const info = openDer(parseDer(token))
  const type = info.next().raw
  const [signedData] = children(info.next(contextTag(0)))
  const fields = children(signedData!).map(({ raw }) => raw)
  const crls = encodeContext(1, ...lists)
  return encodeSequence(type, encodeContext(0, encodeSequence(...fields.slice(0, -1), crls, fields.at(-1)!)))
}

const good = await createList(service.root, [], { thisUpdate: days(-1, AT), nextUpdate: days(9, AT) })
const entry = { serialNumber: service.member.certificate.serialNumber, revokedAt: days(-2, AT) }
const bad = await createList(service.root, [entry], { thisUpdate: AT, nextUpdate: days(9, AT) })
const raws = (list: typeof good) => list.crls.map(({ raw }) => raw)

describe('lists in a time stamp', () => {
  test('tell of its authority where nobody else does', async () => {
    const without = await inspect({ ...bare, timeStamp: token }, days(1, AT), { trust: silent })
    expect(without.wrong).toEqual(['signature.time-stamp indeterminate ERR_REVOCATION_UNKNOWN'])
    const stamped = { ...bare, timeStamp: withLists(...raws(good)) }
    expect((await inspect(stamped, days(1, AT), { trust: silent })).wrong).toEqual([])
  })

  test('keep nobody from knowing better', async () => {
    const knowing = { ...silent, revocation: join(province.trust.revocation!, bad) }
    const stamped = { ...bare, timeStamp: withLists(...raws(good)) }
    expect((await inspect(stamped, days(1, AT), { trust: knowing })).wrong).toEqual([
      'signature.time-stamp failed ERR_REVOCATION_REVOKED',
    ])
  })

  test('count against it', async () => {
    const knowing = { ...silent, revocation: join(province.trust.revocation!, good) }
    const stamped = { ...bare, timeStamp: withLists(...raws(bad)) }
    expect((await inspect(stamped, days(1, AT), { trust: knowing })).wrong).toEqual([
      'signature.time-stamp failed ERR_REVOCATION_REVOKED',
    ])
  })

  test('that cannot be read are passed over', () => {
    const read = readToken(withLists(encodeSequence(), ...raws(good)))
    expect(read.material.crls).toHaveLength(1)
    expect(read.timeStamp.signedData.crls).toEqual([])
    expect(read.isResponse).toBe(false)
  })
})
