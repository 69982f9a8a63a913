import { decodeHex, inspectPath, type PathOptions, type PathReport } from '@xinyin/core'
import { skipRevocation } from '@xinyin/core/unsafe'
import { expect, test } from 'vitest'
import { forgeName } from '../forge.ts'
import { alternativeNames, chainOf, NAME } from './chain.ts'
import { NOON, trusting } from './province.ts'

const { dns, email, ip, mailbox, uri } = NAME
const SERVER = { role: 'tls-server', target: 'server', at: NOON, revocation: skipRevocation } as const
type Name = NonNullable<PathOptions['name']>

/** A server's certificate with these names, asked for by another. */
async function inspect(wanted: Name, ...names: readonly Uint8Array[]): Promise<PathReport> {
  const subject = forgeName(['CN', 'a.gov.cn'])
  const extensions = names.length === 0 ? [] : [alternativeNames(...names)]
  const [root, leaf] = await chainOf({}, { subject, extensions })
  const trust = trusting(root!, [], ['tls-server'])
  return inspectPath(leaf!, { trust, ...SERVER, name: wanted })
}

const IPV6 = ip(...decodeHex('20010db8000000000000000000000001'))

test.each<[string, Name, readonly Uint8Array[], boolean]>([
  ['a DNS name', { dns: 'a.gov.cn' }, [dns('a.gov.cn')], true],
  ['one of several', { dns: 'a.gov.cn' }, [email('a@gov.cn'), dns('b.gov.cn'), dns('a.gov.cn')], true],
  ['without regard to case', { dns: 'A.gov.cn' }, [dns('a.GOV.cn')], true],
  ['with the dot of the root', { dns: 'a.gov.cn.' }, [dns('a.gov.cn')], true],
  ['an internationalised one', { dns: '中文.cn' }, [dns('xn--fiq228c.cn')], true],
  ['another name', { dns: 'a.gov.cn' }, [dns('b.gov.cn')], false],
  ['the common name alone', { dns: 'a.gov.cn' }, [], false],
  ['the common name beside another', { dns: 'a.gov.cn' }, [dns('b.gov.cn')], false],
  ['a name that ends alike', { dns: 'a.gov.cn' }, [dns('gov.cn'), dns('xa.gov.cn')], false],
  ['the same text in another form', { dns: 'a.gov.cn' }, [uri('a.gov.cn')], false],
  ['a trailing dot in the certificate', { dns: 'a.gov.cn' }, [dns('a.gov.cn.')], false],
  ['a wildcard', { dns: 'a.zj.gov.cn' }, [dns('*.zj.gov.cn')], true],
  ['a wildcard for two labels', { dns: 'b.a.zj.gov.cn' }, [dns('*.zj.gov.cn')], false],
  ['a wildcard for no label', { dns: 'zj.gov.cn' }, [dns('*.zj.gov.cn')], false],
  ['a wildcard below a domain of everybody', { dns: 'a.gov.cn' }, [dns('*.gov.cn')], false],
  ['a wildcard below a domain of somebody', { dns: 'a.gov.com' }, [dns('*.gov.com')], true],
  ['a wildcard below a top-level domain', { dns: 'gov.cn' }, [dns('*.cn')], false],
  ['a wildcard in part of a label', { dns: 'a1.gov.cn' }, [dns('a*.gov.cn')], false],
  ['a wildcard in the second label', { dns: 'a.b.gov.cn' }, [dns('a.*.gov.cn')], false],
  ['two wildcards', { dns: 'a.b.gov.cn' }, [dns('*.*.gov.cn')], false],
  ['an IPv4 address', { ip: '10.1.2.3' }, [ip(10, 1, 2, 3)], true],
  ['another IPv4 address', { ip: '10.1.2.3' }, [ip(10, 1, 2, 4)], false],
  ['an address as a DNS name', { ip: '10.1.2.3' }, [dns('10.1.2.3')], false],
  ['an IPv6 address', { ip: '2001:db8::1' }, [IPV6], true],
  ['another IPv6 address', { ip: '2001:db8::2' }, [IPV6], false],
  ['a mailbox', { email: 'a@gov.cn' }, [email('a@GOV.cn')], true],
  ['the case of a mailbox', { email: 'a@gov.cn' }, [email('A@gov.cn')], false],
  ['an internationalised mailbox', { email: '张三@gov.cn' }, [mailbox('张三@gov.cn')], true],
  [
    'an internationalised host of a mailbox',
    { email: '张三@中文.cn' },
    [mailbox('张三@xn--fiq228c.cn')],
    true,
  ],
  ['another internationalised mailbox', { email: '张三@gov.cn' }, [mailbox('李四@gov.cn')], false],
])('path.name: %s', async (_what, wanted, names, isFor) => {
  const report = await inspect(wanted, ...names)
  expect(report.verdict).toBe(isFor ? 'passed' : 'failed')
  expect(report.checks.find(({ id }) => id === 'path.name')).toMatchObject(
    isFor ? { status: 'passed' } : { status: 'failed', code: 'ERR_PATH_NAME' },
  )
})

test.each<[Name, RegExp]>([
  [{ dns: '10.1.2.3' }, /name\.dns/],
  [{ dns: 'a b.cn' }, /name\.dns/],
  [{ dns: '' }, /name\.dns/],
  [{ dns: '*.gov.cn' }, /name\.dns/],
  [{ dns: '中文.cn:443' }, /name\.dns/],
  [{ ip: '10.1.2' }, /name\.ip/],
  [{ email: 'gov.cn' }, /name\.email/],
  [{ dns: 'a.gov.cn', ip: '10.1.2.3' }, /name/],
  [{} as Name, /name/],
])('a name that is none is a wrong call: %j', async (wanted, message) => {
  await expect(inspect(wanted, dns('a.gov.cn'))).rejects.toThrow(TypeError)
  await expect(inspect(wanted, dns('a.gov.cn'))).rejects.toThrow(message)
})

test('a server is always asked for by a name', async () => {
  const [root, leaf] = await chainOf({}, {})
  const trust = trusting(root!, [], ['tls-server'])
  const options = { trust, ...SERVER } as const
  await expect(inspectPath(leaf!, options)).rejects.toThrow(/name/)
  // Who does not say what the leaf is to be used for means what the role is about.
  const { target: _, ...untargeted } = options
  await expect(inspectPath(leaf!, untargeted)).rejects.toThrow(/name/)
  const report = await inspectPath(leaf!, { ...untargeted, name: { dns: 'a.gov.cn' } })
  expect(report.checks.map(({ id }) => id)).toContain('path.profile')
})

test('a signer is asked for a name only where one is wanted', async () => {
  const [root, leaf] = await chainOf({}, { extensions: [alternativeNames(email('a@gov.cn'))] })
  const options = {
    trust: trusting(root!),
    role: 'seal-signer',
    at: NOON,
    revocation: skipRevocation,
  } as const
  const ids = ({ checks }: PathReport) => checks.map(({ id }) => id)
  expect(ids(await inspectPath(leaf!, options))).not.toContain('path.name')
  expect((await inspectPath(leaf!, { ...options, name: { email: 'a@gov.cn' } })).verdict).toBe('passed')
  expect((await inspectPath(leaf!, { ...options, name: { email: 'b@gov.cn' } })).verdict).toBe('failed')
})
