import fc from 'fast-check'
import type { LicenceData } from '../../src/metadata/data.ts'
import { formatDateTime } from '../../src/metadata/date.ts'
import { isFitValue } from '../../src/metadata/elements.ts'
import { hiddenCharacter } from '../../src/metadata/hidden.ts'
import { HOLDER_CODE_TYPES, isHolderCodeType } from '../../src/metadata/holder-code.ts'

const value = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom(...'证照示例甲乙丙丁<>&"\'~/\n 。'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
    minLength: 1,
    maxLength: 12,
  })
  .filter((text) => isFitValue(text) && hiddenCharacter(text) === undefined)
const day = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2999-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10))
const time = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2999-12-31'), noInvalidDate: true })
  .map(formatDateTime)
const codeType = fc.constantFrom(...Object.keys(HOLDER_CODE_TYPES).filter(isHolderCodeType))
const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,9}$/).filter((text) => text !== '__proto__')

const licence = fc.record(
  {
    name: value,
    typeCode: value,
    number: value,
    identifier: value,
    issuers: fc.array(fc.record({ name: value, code: value }), { minLength: 1, maxLength: 3 }),
    issuedOn: day,
    holders: fc.array(fc.record({ name: value, code: value, codeType }), { minLength: 1, maxLength: 3 }),
    validFrom: day,
    validUntil: day,
    signing: fc.record({ sealName: value, signer: value, signedAt: time }, { requiredKeys: ['sealName'] }),
    createdAt: time,
    changedAt: time,
    changeReason: value,
    status: fc.record({ uri: fc.webUrl(), index: fc.nat() }),
    annotation: fc.record(
      { madeAt: time, maker: value, purpose: value, validUntil: time },
      { requiredKeys: ['madeAt', 'maker', 'purpose'] },
    ),
    extensions: fc.dictionary(name, value, { maxKeys: 4, noNullPrototype: true }),
  },
  {
    requiredKeys: [
      'name',
      'typeCode',
      'number',
      'identifier',
      'issuers',
      'issuedOn',
      'holders',
      'extensions',
    ],
  },
)
const sound = (data: LicenceData) =>
  data.validFrom === undefined || data.validUntil === undefined || data.validFrom <= data.validUntil
/** Any licence's data that is held to be right. */
export const licences = licence.filter((data) => sound(data as LicenceData)) as fc.Arbitrary<LicenceData>
