import { decidingCheck } from '@xinyin/core'
import { parseTrustListMemory, type TrustListMemory, verifyTrustList } from '@xinyin/core/trust'
import { beforeAll, expect, test } from 'vitest'
import {
  createParty,
  createPartyBelow,
  inspect,
  OPTIONS,
  type Party,
  sign,
  stranger,
  trusting,
  zhejiang,
} from './authorities.ts'

const own = (commonName: string) => createParty('浙江省大数据局', commonName)
const [second, third] = await Promise.all([own('第二'), own('第三')])

/** The memory of a list of this number by this party, that announces others. */
async function remember(
  sequence: number,
  party: Party,
  announced: readonly Party[],
  remembered?: TrustListMemory,
): Promise<TrustListMemory> {
  const nextSigners = announced.map(({ certificate }) => certificate)
  const options = { ...OPTIONS, ...(remembered === undefined ? {} : { remembered }) }
  return (await verifyTrustList(await sign({ sequence, nextSigners }, party), options)).memory
}

let announced: TrustListMemory
beforeAll(async () => {
  announced = await remember(7, zhejiang, [second])
})

test('a key that was announced signs the next list, and the one after it', async () => {
  const after = await remember(8, second, [third], announced)
  expect((await inspect(await sign({ sequence: 9 }, third), { remembered: after })).verdict).toBe('passed')
})

test('announced is not yet used: the old key may go on', async () => {
  expect((await inspect(await sign({ sequence: 8 }), { remembered: announced })).verdict).toBe('passed')
})

test('an old key is out once a new one has signed', async () => {
  const after = await remember(8, second, [], announced)
  const report = await inspect(await sign({ sequence: 9 }), { remembered: after })
  expect(decidingCheck(report)).toMatchObject({ id: 'trust-list.key-change', code: 'ERR_TRUST_LIST_KEY' })
})

test('a key that was announced once and not again is out', async () => {
  const after = await remember(8, zhejiang, [], announced)
  const report = await inspect(await sign({ sequence: 9 }, second), { remembered: after })
  expect(report.verdict).toBe('failed')
})

test('announcements count only where the one who made them is still trusted', async () => {
  const after = await remember(8, second, [], announced)
  const jws = await sign({ sequence: 9 }, second)
  expect((await inspect(jws, { remembered: after })).verdict).toBe('passed')
  const report = await inspect(jws, { remembered: after, trust: trusting(stranger) })
  expect(decidingCheck(report)).toMatchObject({ id: 'trust-list.signer', code: 'ERR_PATH_NO_ANCHOR' })
})

test('a certificate that somebody issued is never trusted by being announced: its authority answers for it', async () => {
  const authority = await own('签发机构')
  const issued = await createPartyBelow(authority, '浙江省大数据局', '被签发')
  const memory = await remember(7, zhejiang, [issued])
  const jws = await sign({ sequence: 8 }, issued)
  expect(decidingCheck(await inspect(jws, { remembered: memory }))).toMatchObject({
    code: 'ERR_PATH_NO_ANCHOR',
  })
  const both = trusting(zhejiang, authority)
  expect((await inspect(jws, { remembered: memory, trust: both })).verdict).toBe('passed')
})

test('a memory is plain JSON, and is read strictly', () => {
  const text = JSON.stringify(announced)
  expect(parseTrustListMemory(text, 'CN-33')).toEqual(announced)
  const changed = (change: object) => JSON.stringify({ ...announced, ...change })
  for (const wrong of [
    '',
    '[]',
    text.slice(0, -1),
    text.replace('{', '{"sequence":1,'),
    changed({ territory: 'CN-32' }),
    changed({ sequence: -1 }),
    changed({ digest: 'x' }),
    changed({ anchor: 'x' }),
    changed({ signers: [] }),
    changed({ more: 1 }),
  ]) {
    expect(() => parseTrustListMemory(wrong, 'CN-33')).toThrow(
      expect.objectContaining({ code: 'ERR_TRUST_LIST_MEMORY', facts: { territory: 'CN-33' } }),
    )
  }
})
