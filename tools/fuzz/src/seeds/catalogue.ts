import { createIdentifier, encodeLicenceJson, type LicenceData } from '@xinyin/e-license'
import { EXAMPLE_CATALOGUE, encodeCatalogue } from '@xinyin/e-license/catalogue'
import type { Seed } from '../corpus.ts'

const seed = (name: string, text: string): Seed => ({ name, bytes: new TextEncoder().encode(text) })

const TYPE = '11100000000013338W009'
const ISSUER = '11330105002500287C'

const DATA: LicenceData = {
  name: '建筑工程施工许可证',
  typeCode: TYPE,
  number: '1',
  identifier: createIdentifier({ typeCode: TYPE, issuerCode: ISSUER, serial: '1' }),
  issuers: [{ name: '示例市城乡建设委员会', code: ISSUER }],
  issuedOn: '2026-05-22',
  holders: [{ name: '示例置业有限公司', code: '91990100MA990001X7', codeType: '001' }],
  validFrom: '2026-05-22',
  validUntil: '2027-05-21',
  signing: { sealName: '示例专用章', signedAt: '2026-05-22T09:30:00+08:00' },
  annotation: { madeAt: '2026-05-23T09:30:00+08:00', maker: '甲', purpose: '开户' },
  status: { uri: 'https://status.example.gov.cn/1', index: 7 },
  extensions: { GCMC: '示例工程', JSDZ: '示例路 18 号', SGDW: '示例建设集团有限公司' },
}

const ROW = {
  ZZMC: DATA.name,
  ZZLXDM: TYPE,
  ZZBH: '1',
  ZZBS: DATA.identifier,
  ZZBFJG: '示例市城乡建设委员会',
  ZZBFJGDM: ISSUER,
  ZZBFRQ: '2026-05-22',
  CZZT: ['示例置业有限公司', '张三'],
  CZZTDM: ['91990100MA990001X7', '11010519491231002X'],
  CZZTDMLXDM: ['001', '111'],
  ZZYXQJZRQ: '长期',
  KZ_GCMC: '示例工程',
}

/** Catalogues of licence types. */
export const CATALOGUES: readonly Seed[] = [
  seed('valid-examples', encodeCatalogue(EXAMPLE_CATALOGUE)),
  ...EXAMPLE_CATALOGUE.types.slice(0, 5).map((type) => {
    return seed(`valid-${type.code}`, encodeCatalogue({ ...EXAMPLE_CATALOGUE, types: [type] }))
  }),
]

/** A licence's data in both forms of JSON. */
export const LICENCE_DATA: readonly Seed[] = [
  seed('valid-members', encodeLicenceJson(DATA)),
  seed('valid-short-names', JSON.stringify(ROW)),
]

/** Rows of a batch. */
export const LICENCE_ROWS: readonly Seed[] = [
  ...LICENCE_DATA,
  seed('row-of-change', JSON.stringify({ ...ROW, ZZZT: '01', CZLX: '09', GLZZBS: DATA.identifier })),
]
