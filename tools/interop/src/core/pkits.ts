import { readPkits } from '@xinyin/testkit/pkits'
import { inspectPkits } from '../../../../packages/core/test/x509/path/pkits.ts'
import type { Case } from '../table.ts'

const SECTIONS: Readonly<Record<string, string>> = {
  '4.1': 'signatures',
  '4.2': 'validity periods',
  '4.3': 'name chaining',
  '4.4': 'basic revocation',
  '4.5': 'self-issued certificates',
  '4.6': 'basic constraints',
  '4.7': 'key usage',
  '4.8': 'policies',
  '4.9': 'requireExplicitPolicy',
  '4.10': 'policy mappings',
  '4.11': 'inhibitPolicyMapping',
  '4.12': 'inhibitAnyPolicy',
  '4.13': 'name constraints',
  '4.14': 'distribution points',
  '4.15': 'delta lists',
  '4.16': 'private extensions',
}

const sectionOf = (name: string) => name.split('.').slice(0, 2).join('.')

const paths = readPkits()

const sections = Object.entries(SECTIONS).map(([section, title]): Case => {
  const cases = paths.filter(({ name }) => sectionOf(name) === section)
  return {
    what: `${section} ${title}: ${cases.length} paths`,
    with: 'PKITS',
    async run() {
      if (cases.length === 0) throw new Error('install golang-1.24-src and python3-cryptography-vectors')
      const wrong: string[] = []
      for (const one of cases) {
        const report = await inspectPkits(one)
        if ((report?.verdict === 'passed') !== one.isValid) wrong.push(one.name)
      }
      if (wrong.length > 0) throw new Error(`judged otherwise: ${wrong.join(', ')}`)
    },
  }
})

const SUITE = 249

/** NIST's path validation suite by its sections, each path judged as the suite says, and none left out. */
export const pkitsCases: readonly Case[] = [
  ...sections,
  {
    what: `all ${SUITE} paths stand in one of these sections`,
    with: 'PKITS',
    async run() {
      const counted = paths.filter(({ name }) => SECTIONS[sectionOf(name)] !== undefined).length
      if (paths.length !== SUITE || counted !== SUITE) throw new Error(`${counted} of ${paths.length} do`)
    },
  },
]
