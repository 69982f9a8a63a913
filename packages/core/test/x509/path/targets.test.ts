import { inspectPath, type PathOptions, type PathReport } from '@xinyin/core'
import { encodeOid, encodeSequence } from '@xinyin/core/der'
import { skipRevocation } from '@xinyin/core/unsafe'
import { expect, test } from 'vitest'
import { forgeExtension } from '../forge.ts'
import { AUTHORITY, alternativeNames, chainOf, NAME } from './chain.ts'
import { NOON, trusting } from './province.ts'

const SERVER = '1.3.6.1.5.5.7.3.1'
const CLIENT = '1.3.6.1.5.5.7.3.2'
const OCSP = '1.3.6.1.5.5.7.3.9'
const ANY = '2.5.29.37.0'

const purposes = (...oids: readonly string[]) =>
  forgeExtension('2.5.29.37', encodeSequence(...oids.map(encodeOid)))
/** Key usage of one of the first seven bits, the first being 0. */
const usage = (bit: number) => forgeExtension('2.5.29.15', Uint8Array.of(3, 2, 7 - bit, 0x80 >> bit), true)
const HOST = alternativeNames(NAME.dns('a.gov.cn'))

type Target = NonNullable<PathOptions['target']>

async function inspect(
  target: Target,
  leaf: readonly Uint8Array[],
  middle: readonly Uint8Array[] = [],
): Promise<PathReport> {
  const role = target === 'server' ? 'tls-server' : 'seal-signer'
  const [root, authority, certificate] = await chainOf(
    {},
    { extensions: middle },
    { extensions: leaf, ca: false },
  )
  const trust = trusting(root!, [authority!], [role])
  const name = target === 'server' ? { name: { dns: 'a.gov.cn' } } : {}
  return inspectPath(certificate!, { trust, role, target, at: NOON, revocation: skipRevocation, ...name })
}

test.each<[string, Target, readonly Uint8Array[], string | undefined]>([
  ['a server, of any purpose', 'server', [HOST], undefined],
  ['a server that is one', 'server', [HOST, purposes(CLIENT, SERVER)], undefined],
  ['a server that is a client', 'server', [HOST, purposes(CLIENT)], 'ERR_PATH_EXTENDED_KEY_USAGE'],
  ['a server that is anything', 'server', [HOST, purposes(ANY)], 'ERR_PATH_EXTENDED_KEY_USAGE'],
  ['a server that signs', 'server', [HOST, usage(0)], undefined],
  ['a server that deciphers keys', 'server', [HOST, usage(2)], undefined],
  ['a server that agrees on keys', 'server', [HOST, usage(4)], undefined],
  ['a server that attests', 'server', [HOST, usage(1)], 'ERR_PATH_KEY_USAGE'],
  ['a server that is an authority', 'server', [HOST, AUTHORITY], 'ERR_PATH_AUTHORITY'],
  ['an issuer of lists', 'crl-issuer', [usage(6)], undefined],
  ['an issuer of lists that does not say so', 'crl-issuer', [], undefined],
  ['an issuer of lists that issues certificates', 'crl-issuer', [usage(5)], 'ERR_PATH_KEY_USAGE'],
  ['an issuer of lists that is an authority', 'crl-issuer', [AUTHORITY, usage(6)], undefined],
  ['an issuer of lists, for another purpose', 'crl-issuer', [purposes(SERVER)], undefined],
  ['a responder', 'ocsp-responder', [purposes(OCSP), usage(0)], undefined],
  ['a responder that does not say so', 'ocsp-responder', [usage(0)], 'ERR_PATH_EXTENDED_KEY_USAGE'],
  ['a responder that is anything', 'ocsp-responder', [purposes(ANY)], 'ERR_PATH_EXTENDED_KEY_USAGE'],
  ['a responder that enciphers', 'ocsp-responder', [purposes(OCSP), usage(2)], 'ERR_PATH_KEY_USAGE'],
  ['a signer that responds', 'signer', [purposes(OCSP)], 'ERR_PATH_EXTENDED_KEY_USAGE'],
  ['a signer that is a server', 'signer', [purposes(SERVER)], 'ERR_PATH_EXTENDED_KEY_USAGE'],
])('%s', async (_what, target, leaf, code) => {
  const report = await inspect(target, leaf)
  const against = report.checks.filter(({ status }) => status === 'failed' || status === 'indeterminate')
  expect(against.map((check) => check.code)).toEqual(code === undefined ? [] : [code])
})

test('those who sign lists and answers are not bound by the purposes of the authority above', async () => {
  const middle = [purposes(SERVER)]
  expect((await inspect('crl-issuer', [usage(6)], middle)).verdict).toBe('passed')
  expect((await inspect('ocsp-responder', [purposes(OCSP)], middle)).verdict).toBe('passed')
  expect((await inspect('server', [HOST], middle)).verdict).toBe('passed')
  expect((await inspect('server', [HOST], [purposes(CLIENT)])).verdict).toBe('failed')
  expect((await inspect('signer', [], middle)).verdict).toBe('failed')
})
