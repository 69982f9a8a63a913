import type { Random } from '../random.ts'
import { mutateBytes } from './bytes.ts'

/** Pieces that mean something to readers of JSON, XML, JOSE and identifiers. */
const PIECES = [
  '"_sd"',
  '"..."',
  '"_sd_alg":"none"',
  '"__proto__":{}',
  '"alg":"none"',
  '"crit":["b64"]',
  '\\u0000',
  '\\ud800',
  '1e999',
  '-0',
  'null',
  '[[[[',
  '{"a":',
  ']',
  '}',
  ',',
  '~',
  '.',
  '=',
  '-',
  '_',
  ' ',
  '\n',
  '\r',
  '\t',
  '\u0000',
  '\ufeff',
  '<',
  '>',
  '/>',
  '</',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '&b;',
  '&#0;',
  '&#x110000;',
  ']]>',
  '<![CDATA[',
  '<?xml version="1.0" encoding="GBK"?>',
  'xmlns=""',
  'xmlns:ofd="x"',
  '../',
  '/',
  '\\',
  '%00',
  'ＡＢ',
  '\u0131',
  'I',
  '-----BEGIN CERTIFICATE-----',
  '-----END CERTIFICATE-----',
  '1.2.156.3005.2',
  '2026-02-30',
  '0000',
]

/** Puts a piece somewhere into the text, or changes its bytes blindly. */
export function mutateText(seed: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  if (random.chance(2)) return mutateBytes(seed, random, other)
  const text = new TextDecoder().decode(seed)
  const at = random.below(text.length + 1)
  const end = random.chance(2) ? at : Math.min(text.length, at + random.below(12))
  const times = random.chance(20) ? random.below(20_000) : 1
  return new TextEncoder().encode(text.slice(0, at) + random.pick(PIECES).repeat(times) + text.slice(end))
}
