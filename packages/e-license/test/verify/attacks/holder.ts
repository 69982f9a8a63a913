import { presentSdJwt } from '../../../src/credential/present.ts'
import type { Holder } from '../../../src/metadata/data.ts'
import { type Attack, attack, known } from './attack.ts'
import { DATA, signedBy } from './world.ts'

const OTHER = 'licence.holder ERR_LICENCE_HOLDER'
const WITHHELD = 'licence.holder ERR_LICENCE_HOLDER_WITHHELD'

const [COMPANY] = DATA.holders as [Holder]
const PARTNER: Holder = { name: '示例建设集团有限公司', code: '91990101MA990002X4', codeType: '001' }
const SECRET: Holder = { ...COMPANY, code: '9199********0001X7' }

/** Somebody comes with the licence of somebody else. */
export const HOLDER_ATTACKS: readonly Attack[] = [
  known('holder', 'somebody else', OTHER, () => ({ holder: { name: PARTNER.name, number: PARTNER.code } })),
  known('holder', 'the right name with another number', OTHER, () => ({
    holder: { name: COMPANY.name, number: PARTNER.code },
  })),
  known('holder', 'the right number with another name', OTHER, () => ({
    holder: { name: PARTNER.name, number: COMPANY.code },
  })),
  known('holder', 'a number of which some is masked', OTHER, () => ({
    holder: { name: COMPANY.name, number: SECRET.code },
  })),
  attack(
    'holder',
    'the name of one holder with the number of the other',
    OTHER,
    async ({ province }, form) => ({
      input: await signedBy(province, form, { ...DATA, holders: [COMPANY, PARTNER] }),
      policy: { holder: { name: COMPANY.name, number: PARTNER.code } },
    }),
  ),
  attack(
    'holder',
    'a licence that shows a part of the number alone',
    { ofd: WITHHELD, 'sd-jwt': WITHHELD },
    async ({ province }, form) => ({
      input: await signedBy(province, form, { ...DATA, holders: [SECRET] }),
      policy: { holder: { name: COMPANY.name, number: COMPANY.code } },
    }),
  ),
  ...[
    ['a licence that does not say whose it is', []],
    ['a licence that shows the name alone', ['/holders/0/name']],
    ['a licence that shows the number alone', ['/holders/0/code']],
  ].map(([name, disclose]) =>
    attack('holder', name as string, { 'sd-jwt': WITHHELD }, async ({ licence }) => ({
      input: await presentSdJwt(licence['sd-jwt'], { disclose: disclose as string[] }),
      policy: { holder: { name: COMPANY.name, number: COMPANY.code } },
    })),
  ),
]
