import { BlockList, isIP } from 'node:net'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseAddress } from '../../src/fetch/address.ts'
import { contains, isPublic, parseNetwork } from '../../src/fetch/network.ts'

const ipv4 = fc.ipV4()
const ipv6 = fc.ipV6()

/** The address that a text is; the test fails where it is none. */
function address(text: string): Uint8Array {
  const found = parseAddress(text)
  if (found === undefined) throw new Error(`not an address: ${text}`)
  return found
}

describe('addresses', () => {
  test('whatever Node takes for an address is one, and nothing else is', () => {
    fc.assert(
      fc.property(
        fc.oneof(ipv4, ipv6, fc.string({ unit: fc.constantFrom(...'0123456789abf.:'), maxLength: 24 })),
        (text) => {
          expect(parseAddress(text)?.length ?? 0).toBe({ 0: 0, 4: 4, 6: 16 }[isIP(text)])
        },
      ),
      { numRuns: 3000 },
    )
  })

  test.each([
    'fe80::1%eth0',
    '0x7f.0.0.1',
    '0177.0.0.1',
    '127.1',
    '2130706433',
    '1.2.3.4.',
    '::1::',
    '1:2:3:4:5:6:7::8',
    '',
  ])('%s is none', (text) => expect(parseAddress(text)).toBeUndefined())
})

describe('networks', () => {
  test('hold what a list of Node holds', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.tuple(ipv4, ipv4, fc.nat(32)), fc.tuple(ipv6, ipv6, fc.nat(128))),
        ([a, b, bits]) => {
          const family = isIP(a) === 4 ? 'ipv4' : 'ipv6'
          const list = new BlockList()
          list.addSubnet(a, bits, family)
          const whole = address(a)
          const prefix = whole.map((octet, at) => octet & (0xff00 >> Math.min(8, Math.max(0, bits - at * 8))))
          for (const text of [a, b])
            expect(contains({ address: prefix, bits }, address(text))).toBe(list.check(text, family))
        },
      ),
    )
  })

  test.each([
    '10.0.0.0',
    '10.0.0.1/8',
    '10.0.0.0/33',
    '10.0.0.0/08',
    '::/129',
    'fd00::1/8',
    '10/8',
    'a.example/8',
    '::ffff:10.0.0.1/104',
    '::ffff:0.0.0.0/95',
  ])('%s is none', (text) => expect(parseNetwork(text)).toBeUndefined())
})

describe('the public internet', () => {
  test.each([
    ['0.0.0.0', 'this host'],
    ['0.1.2.3', 'this network'],
    ['10.255.255.255', 'private'],
    ['100.64.0.1', 'shared'],
    ['100.100.100.200', 'metadata of a cloud, in the shared range'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['168.63.129.16', 'metadata of a cloud, at a public address'],
    ['169.254.169.254', 'metadata of a cloud, link-local'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.0.0.192', 'IETF assignments'],
    ['192.0.2.1', 'documentation'],
    ['192.88.99.1', '6to4 relays'],
    ['192.168.1.1', 'private'],
    ['198.19.255.255', 'benchmarks'],
    ['198.51.100.7', 'documentation'],
    ['203.0.113.7', 'documentation'],
    ['224.0.0.1', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'broadcast'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['::127.0.0.1', 'IPv4-compatible'],
    ['::8.8.8.8', 'IPv4-compatible'],
    ['::ffff:127.0.0.1', 'mapped loopback'],
    ['::ffff:a00:1', 'mapped private, in hexadecimal'],
    ['::ffff:0:10.0.0.1', 'translated'],
    ['64:ff9b::10.0.0.1', 'NAT64 to a private address'],
    ['64:ff9b:1::8.8.8.8', 'NAT64 for local use'],
    ['100::1', 'discard'],
    ['2001::1', 'Teredo'],
    ['2001:db8::1', 'documentation'],
    ['2002:a00:1::', '6to4 of a private address'],
    ['2002:808:808::', '6to4'],
    ['3fff::1', 'documentation'],
    ['4000::1', 'not given out'],
    ['fc00::1', 'unique local'],
    ['fdff::1', 'unique local'],
    ['fe80::1', 'link-local'],
    ['fec0::1', 'site-local'],
    ['ff02::1', 'multicast'],
  ])('%s is not (%s)', (text) => expect(isPublic(address(text))).toBe(false))

  test.each([
    '1.1.1.1',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '192.167.255.255',
    '223.255.255.255',
    '::ffff:8.8.8.8',
    '64:ff9b::8.8.8.8',
    '2001:200::1',
    '2400:3200::1',
    '2606:4700::1111',
  ])('%s is', (text) => expect(isPublic(address(text))).toBe(true))
})
