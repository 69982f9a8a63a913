import { ALPHANUMERIC, parseResidentId, residentIdCheckCharacter } from '@xinyin/core/register-codes'
import { createIdentifier, isIdentifier } from '@xinyin/e-license'
import { mod11_2, mod37_36 } from 'cdigit'
import { expectThat } from '../expect.ts'
import type { Case } from '../table.ts'

const TYPES = ['11100000000013338W009', '11100000MB03271699001', '11100000MB0143028R001']
const ISSUERS = ['11330105002500287C', '11430000006122244L', '340100']
const ROOT = '1.2.156.3005.2.'

const random = (below: number) => Math.floor(Math.random() * below)
const pick = <T>(from: ArrayLike<T>): T => from[random(from.length)] as T

function randomIdentifier(): string {
  const serial = Array.from({ length: 1 + random(24) }, () => pick(ALPHANUMERIC)).join('')
  return createIdentifier({
    typeCode: pick(TYPES),
    issuerCode: pick(ISSUERS),
    serial,
    version: 1 + random(999),
  })
}

/** What is checked of an identifier, without root and dots. */
const checkedPart = (identifier: string) => identifier.slice(ROOT.length).replaceAll('.', '')

const ours: Case = {
  what: 'a million random identifiers of ours check by ISO/IEC 7064 MOD 37,36',
  with: 'cdigit',
  async run() {
    for (let count = 0; count < 1_000_000; count++) {
      const identifier = randomIdentifier()
      expectThat(mod37_36.validate(checkedPart(identifier)), `the peer refuses ${identifier}`)
    }
  },
}

const theirs: Case = {
  what: 'identifiers with its check character pass, and every substitution in one that it refuses is refused',
  with: 'cdigit',
  async run() {
    for (let count = 0; count < 10_000; count++) {
      const good = randomIdentifier()
      const body = good.slice(0, -1)
      expectThat(isIdentifier(body + mod37_36.compute(checkedPart(body))), `refused: ${good}`)
      const at = ROOT.length + random(good.length - ROOT.length)
      if (good[at] === '.') continue
      const wrong = good.slice(0, at) + pick(ALPHANUMERIC) + good.slice(at + 1)
      if (!mod37_36.validate(checkedPart(wrong))) expectThat(!isIdentifier(wrong), `accepted: ${wrong}`)
    }
  },
}

const citizens: Case = {
  what: 'check characters of citizens’ numbers, by MOD 11-2, both ways',
  with: 'cdigit',
  async run() {
    for (let count = 0; count < 100_000; count++) {
      const digits = `110105${1900 + random(100)}1231${String(random(1000)).padStart(3, '0')}`
      const theirs = digits + mod11_2.compute(digits)
      expectThat(parseResidentId(theirs).text === theirs, 'a number with the check character of the peer')
      expectThat(mod11_2.validate(digits + residentIdCheckCharacter(digits)), 'a check character of ours')
    }
  },
}

/** Check characters beside another implementation of ISO/IEC 7064. */
export const CHECK_CHARACTER_CASES: readonly Case[] = [ours, theirs, citizens]
