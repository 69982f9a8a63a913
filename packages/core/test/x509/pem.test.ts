import { decodePem, encodePem } from '@xinyin/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const code = (name: string) => expect.objectContaining({ code: name })

test('blocks survive the way there and back, 64 characters a line', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (der) => {
      const pem = encodePem('X509 CRL', der)
      expect(decodePem(pem)).toEqual([{ label: 'X509 CRL', der }])
      expect(Math.max(...pem.split('\n').map((line) => line.length))).toBeLessThanOrEqual(64)
    }),
  )
})

const BLOCK = '-----BEGIN CERTIFICATE-----\nAQID\n-----END CERTIFICATE-----'

test.each([
  ['text before, between and after', `主题: 甲\n${BLOCK}\n\n其后\n${BLOCK}\n完`, 2],
  ['line ends of other systems', `${BLOCK.replaceAll('\n', '\r\n')}\r${BLOCK}`, 2],
  ['white space at the ends of lines', BLOCK.replaceAll('\n', ' \t\n'), 1],
  ['no line end at the end', BLOCK, 1],
  ['one long line', BLOCK.replace('AQID', 'AQID'.repeat(50)), 1],
])('reads %s', (_what, pem, count) => {
  const blocks = decodePem(pem)
  expect(blocks).toHaveLength(count)
  expect(blocks.every(({ label, der }) => label === 'CERTIFICATE' && der[0] === 1)).toBe(true)
})

test('octets in any encoding may stand around a block', () => {
  const gbk = Uint8Array.of(0xd6, 0xa4, 0xca, 0xe9, 0x0a)
  const bytes = Uint8Array.from([...gbk, ...new TextEncoder().encode(BLOCK)])
  expect(decodePem(bytes)).toHaveLength(1)
})

test.each([
  ['nothing', '', 'ERR_PEM_EMPTY'],
  ['text only', 'certificate', 'ERR_PEM_EMPTY'],
  ['four dashes', BLOCK.replaceAll('-----', '----'), 'ERR_PEM_EMPTY'],
  ['no end', '-----BEGIN CERTIFICATE-----\nAQID\n', 'ERR_PEM_FORMAT'],
  ['no end after a whole block', `${BLOCK}\n-----BEGIN CERTIFICATE-----\nAQID`, 'ERR_PEM_FORMAT'],
  ['an end for a beginning', BLOCK.replace('BEGIN', 'END'), 'ERR_PEM_FORMAT'],
  ['another end', BLOCK.replace('END CERTIFICATE', 'END X509 CRL'), 'ERR_PEM_FORMAT'],
  ['a block in a block', BLOCK.replace('AQID', '-----BEGIN CERTIFICATE-----'), 'ERR_PEM_FORMAT'],
  ['no body', BLOCK.replace('AQID\n', ''), 'ERR_PEM_FORMAT'],
  ['an empty line', BLOCK.replace('AQID', 'AQID\n'), 'ERR_PEM_FORMAT'],
  ['a header', BLOCK.replace('AQID', 'Proc-Type: 4,ENCRYPTED\n\nAQID'), 'ERR_PEM_FORMAT'],
  ['a space inside', BLOCK.replace('AQID', 'AQ ID'), 'ERR_PEM_FORMAT'],
  ['padding inside', BLOCK.replace('AQID', 'AQ==\nAQID'), 'ERR_PEM_FORMAT'],
  ['no padding', BLOCK.replace('AQID', 'AQI'), 'ERR_PEM_FORMAT'],
  ['set bits beyond the end', BLOCK.replace('AQID', 'AR=='), 'ERR_PEM_FORMAT'],
])('refuses %s', (_what, pem, expected) => {
  expect(() => decodePem(pem)).toThrow(code(expected))
})

test('bounds: size and count', () => {
  expect(() => decodePem(BLOCK, { maxBytes: 10 })).toThrow(code('ERR_PEM_SIZE'))
  expect(() => decodePem(`${BLOCK}\n${BLOCK}`, { maxBlocks: 1 })).toThrow(code('ERR_PEM_SIZE'))
})

test('the line of the fault is told', () => {
  expect(() => decodePem(`text\n${BLOCK.replace('AQID', 'A$')}`)).toThrow(
    expect.objectContaining({ facts: { line: 3 } }),
  )
})

test('a label that cannot stand in a boundary is a wrong call', () => {
  expect(() => encodePem('certificate', Uint8Array.of(1))).toThrow(TypeError)
})
