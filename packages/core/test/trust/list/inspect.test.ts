import { decidingCheck, encodeUtf8 } from '@xinyin/core'
import { createTrustList, parseTrustList, signTrustList, verifyTrustList } from '@xinyin/core/trust'
import { expect, test } from 'vitest'
import {
  content,
  createPartyBelow,
  inspect,
  jiangsu,
  NEXT,
  OPTIONS,
  sign,
  trusting,
  zhejiang,
} from './authorities.ts'

test('a list signed with SM2 passes every check but those that lean on an earlier one', async () => {
  const report = await inspect(await sign())
  expect(decidingCheck(report)).toBeUndefined()
  expect(report.checks.map(({ id, status }) => [id, status])).toEqual([
    ['trust-list.format', 'passed'],
    ['trust-list.signature', 'passed'],
    ['trust-list.signer', 'passed'],
    ['trust-list.operator', 'passed'],
    ['trust-list.territory', 'passed'],
    ['trust-list.key-change', 'skipped'],
    ['trust-list.sequence', 'skipped'],
    ['trust-list.validity', 'passed'],
    ['trust-list.entries', 'passed'],
    ['trust-list.scope', 'passed'],
  ])
  expect(report.subject).toEqual(createTrustList(content()))
  expect(report.verified?.signer.raw).toEqual(zhejiang.certificate.raw)
})

test('a list signed with ES256 passes', async () => {
  const jws = await sign({ territory: 'CN-32', operator: '江苏省数据局', entities: [] }, jiangsu)
  const report = await inspect(jws, { territory: 'CN-32', trust: trusting(jiangsu) })
  expect(report.verdict).toBe('passed')
  expect(report.checks[1]?.facts).toEqual({ algorithm: 'ES256' })
})

test('another name and form of SM2 is taken where it was agreed, and only there', async () => {
  const sm2 = { alg: 'SM2SM3', encoding: 'DER' } as const
  const { key, certificate } = zhejiang
  const jws = await signTrustList(createTrustList(content()), { key, certificates: [certificate], sm2 })
  expect((await inspect(jws, { sm2 })).verdict).toBe('passed')
  expect(decidingCheck(await inspect(jws))?.code).toBe('ERR_TRUST_LIST_ALGORITHM')
})

test('a signer below an anchor passes, with what stands between in the header', async () => {
  const signer = await createPartyBelow(zhejiang, '浙江省大数据局', '列表签名')
  const jws = await sign({}, signer)
  expect((await inspect(jws)).checks[2]).toMatchObject({ status: 'passed' })
})

test('at the last second it is in force, and bytes are read as text is', async () => {
  const jws = await sign()
  expect((await inspect(encodeUtf8(jws), { at: NEXT })).verdict).toBe('passed')
})

test('the list seen before, and a later one, pass every check', async () => {
  const jws = await sign()
  const { memory } = await verifyTrustList(jws, OPTIONS)
  for (const next of [jws, await sign({ sequence: 8 })]) {
    const report = await inspect(next, { remembered: JSON.parse(JSON.stringify(memory)) })
    expect(report.checks.every(({ status }) => status === 'passed')).toBe(true)
  }
})

test('verify throws what decides, with a sentence', async () => {
  const jws = await sign({ operator: '江苏省数据局' }, jiangsu)
  await expect(verifyTrustList(jws, OPTIONS)).rejects.toMatchObject({
    code: 'ERR_PATH_NO_ANCHOR',
    message: expect.stringContaining('No certificate trusted as trust-list-signer'),
  })
  await expect(verifyTrustList('x', OPTIONS)).rejects.toMatchObject({ code: 'ERR_TRUST_LIST_JWS' })
  await expect(verifyTrustList('e30.e30.e30', OPTIONS)).rejects.toMatchObject({
    code: 'ERR_TRUST_LIST_ALGORITHM',
  })
  const [, payload, signature] = (await sign()).split('.')
  // `{"alg":`
  const broken = verifyTrustList(`eyJhbGciOg.${payload}.${signature}`, OPTIONS)
  await expect(broken).rejects.toMatchObject({
    code: 'ERR_JSON_SYNTAX',
    message: 'Not the JSON that it must be.',
  })
})

test('what is read without being verified is the same list', async () => {
  expect(parseTrustList(await sign())).toEqual(createTrustList(content()))
})

test('a wrong call is told apart from a wrong list', async () => {
  const jws = await sign()
  const { memory, ...verified } = await verifyTrustList(jws, OPTIONS)
  await expect(inspect(jws, { territory: '33' })).rejects.toThrow(TypeError)
  await expect(inspect(jws, { at: new Date(Number.NaN) })).rejects.toThrow(RangeError)
  await expect(inspect(jws, { above: { ...verified, memory } })).rejects.toThrow(/^above/)
  await expect(inspect(jws, { remembered: { ...memory, territory: 'CN' } })).rejects.toThrow(/^remembered/)
})
