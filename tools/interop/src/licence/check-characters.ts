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
    let agreed = 0
    for (let count = 0; count < 1_000_000; count++) {
      const identifier = randomIdentifier()
      const checked = checkedPart(identifier)
      const body = checked.slice(0, -1)
      expectThat(mod37_36.validate(checked), `the peer refuses ${identifier}`)
      expectThat(
        mod37_36.compute(body) === checked.at(-1),
        `the peer has another character for ${identifier}`,
      )
      expectThat(isIdentifier(identifier), `refused here: ${identifier}`)
      agreed++
    }
    return `${agreed.toLocaleString('en')} agree`
  },
}

const substitutions: Case = {
  what: 'every substitution of one character in identifiers is refused there and here',
  with: 'cdigit',
  async run() {
    const [identifiers, tried, caught] = [1000, { count: 0 }, { here: 0, there: 0 }]
    for (let made = 0; made < identifiers; made++) {
      const good = randomIdentifier()
      for (let at = ROOT.length; at < good.length; at++) {
        if (good[at] === '.') continue
        for (const character of ALPHANUMERIC) {
          if (character === good[at]) continue
          const wrong = good.slice(0, at) + character + good.slice(at + 1)
          tried.count++
          if (!isIdentifier(wrong)) caught.here++
          if (!mod37_36.validate(checkedPart(wrong))) caught.there++
        }
      }
    }
    const number = (count: number) => count.toLocaleString('en')
    const seen = `${number(tried.count)} substitutions: ${number(caught.here)} caught here, ${number(caught.there)} there`
    expectThat(caught.here === tried.count && caught.there === tried.count, seen)
    return seen
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
export const CHECK_CHARACTER_CASES: readonly Case[] = [ours, substitutions, citizens]
