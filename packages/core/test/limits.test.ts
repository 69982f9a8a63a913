import { parseCertificate } from '@xinyin/core'
import { parseSignedData } from '@xinyin/core/cms'
import { encodeNull, encodeSequence, parseDer } from '@xinyin/core/der'
import { parseOcspResponse } from '@xinyin/core/ocsp'
import { parseCrl } from '@xinyin/core/revocation'
import { expect, test } from 'vitest'
import { completeLimits } from '../src/limits.ts'
import { createEffort } from '../src/x509/path/effort.ts'
import { decodePem } from '../src/x509/pem.ts'

const DEFAULTS = { maxBytes: 10, maxDepth: 2 }

test('limits: defaults stand where none are given', () => {
  expect(completeLimits(DEFAULTS, undefined)).toEqual(DEFAULTS)
  expect(completeLimits(DEFAULTS, { maxDepth: 3 })).toEqual({ maxBytes: 10, maxDepth: 3 })
  expect(completeLimits(DEFAULTS, { maxBytes: undefined } as never)).toEqual(DEFAULTS)
  expect(completeLimits(DEFAULTS, { maxBytes: 0, maxDepth: Infinity })).toEqual({
    maxBytes: 0,
    maxDepth: Infinity,
  })
})

const der = encodeSequence(encodeNull())

test.each<[string, string, (limits: never) => unknown]>([
  ['completeLimits', 'maxBytes', (limits) => completeLimits(DEFAULTS, limits)],
  ['parseDer', 'maxBytes', (limits) => parseDer(der, limits)],
  ['parseCertificate', 'maxBytes', (limits) => parseCertificate(der, limits)],
  ['decodePem', 'maxBlocks', (limits) => decodePem('', limits)],
  ['parseSignedData', 'maxBytes', (limits) => parseSignedData(der, limits)],
  ['parseCrl', 'maxBytes', (limits) => parseCrl(der, limits)],
  ['parseOcspResponse', 'maxBytes', (limits) => parseOcspResponse(der, limits)],
  ['createEffort', 'maxSteps', (limits) => createEffort(limits)],
])('limits: %s has none that is no number', (_what, name, call) => {
  for (const limit of [Number.NaN, -1, null]) {
    expect(() => call({ [name]: limit } as never)).toThrow(RangeError)
  }
})

test('limits: one that is given as nothing is the usual one', () => {
  const many = '-----BEGIN A-----\nAAAA\n-----END A-----\n'.repeat(1001)
  expect(() => decodePem(many, { maxBlocks: undefined } as never)).toThrow('1000')
  expect(parseDer(der, { maxBytes: undefined } as never).limits.maxBytes).toBe(16 * 1024 * 1024)
})
